package dev.wavry.shell.internal;

import dev.wavry.api.KnownHost;
import dev.wavry.api.PeerLists;
import dev.wavry.api.WavryException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The list of hosts that this client knows. */
@Command(
        name = "hosts",
        description = "Shows and changes which hosts this machine trusts.",
        subcommands = {
            HostsCommand.All.class,
            HostsCommand.Show.class,
            HostsCommand.Forget.class,
            HostsCommand.Rename.class
        })
final class HostsCommand implements Callable<Integer> {
    private final Surroundings around;

    @Mixin
    private HelpOption help = new HelpOption();

    @Mixin
    private ListFile file = new ListFile();

    HostsCommand(Surroundings around) {
        this.around = around;
    }

    /** Which list is meant. */
    static final class ListFile {
        @Option(
                names = "--known-hosts",
                paramLabel = "FILE",
                description = {"The list; known_hosts by default.", "path of a text file"})
        private @Nullable Path file;

        @Option(names = "--json", description = "Writes JSON objects.")
        private boolean json;

        Path path(Surroundings around) {
            return file == null ? around.places().knownHosts() : file;
        }
    }

    /** A command about one host. */
    abstract static class OfOne implements Callable<Integer> {
        final Surroundings around;

        @Mixin
        private HelpOption help = new HelpOption();

        @Mixin
        private ListFile file = new ListFile();

        @Parameters(
                index = "0",
                paramLabel = "WHICH",
                description = {"Which host.", "an address, a name, an id or the beginning of one"})
        private @Nullable String which;

        OfOne(Surroundings around) {
            this.around = around;
        }

        Path path() {
            return file.path(around);
        }

        PeerLists lists() throws WavryException {
            return around.wavry().peers();
        }

        KnownHost find() throws WavryException {
            return Who.find(
                    lists().hosts(path()),
                    String.valueOf(which),
                    "host",
                    KnownHost::id,
                    host -> List.of(host.address(), host.name()));
        }

        void tell(KnownHost host) {
            HostsCommand.tell(around.output(), host, file.json);
        }
    }

    @Override
    public Integer call() throws WavryException {
        all(around, file);
        return 0;
    }

    /** The same with its word. */
    @Command(name = "list", description = "Shows all; the same as 'wavry hosts' alone.")
    static final class All implements Callable<Integer> {
        private final Surroundings around;

        @Mixin
        private HelpOption help = new HelpOption();

        @Mixin
        private ListFile file = new ListFile();

        All(Surroundings around) {
            this.around = around;
        }

        @Override
        public Integer call() throws WavryException {
            all(around, file);
            return 0;
        }
    }

    private static void all(Surroundings around, ListFile file) throws WavryException {
        Output output = around.output();
        List<KnownHost> hosts = around.wavry().peers().hosts(file.path(around));
        if (hosts.isEmpty() && !file.json) {
            output.note("The list '" + file.path(around) + "' has no hosts; pairing or a first session adds one.");
        }
        hosts.forEach(host -> tell(output, host, file.json));
    }

    private static void tell(Output output, KnownHost host, boolean json) {
        if (json) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("address", host.address());
            object.put("id", host.id());
            object.put("name", host.name());
            output.json(object);
        } else {
            output.line(host.address() + " " + host.id() + (host.name().isEmpty() ? "" : " '" + host.name() + "'"));
        }
    }

    /** Shows one. */
    @Command(name = "show", description = "Shows one host.")
    static final class Show extends OfOne {
        Show(Surroundings around) {
            super(around);
        }

        @Override
        public Integer call() throws WavryException {
            tell(find());
            return 0;
        }
    }

    /** Removes one. */
    @Command(name = "forget", description = "Trusts a host no more; it must be named by id or paired again.")
    static final class Forget extends OfOne {
        Forget(Surroundings around) {
            super(around);
        }

        @Override
        public Integer call() throws WavryException {
            KnownHost host = find();
            lists().forget(path(), host.address());
            around.output().note("The host at " + host.address() + " is forgotten.");
            return 0;
        }
    }

    /** Renames one. */
    @Command(name = "rename", description = "Gives a host another name.")
    static final class Rename extends OfOne {
        @Parameters(
                index = "1",
                paramLabel = "NAME",
                description = {"The new name.", "at most 64 characters"})
        private @Nullable String name;

        Rename(Surroundings around) {
            super(around);
        }

        @Override
        public Integer call() throws WavryException {
            KnownHost old = find();
            KnownHost renamed = new KnownHost(old.address(), old.id(), String.valueOf(name));
            lists().remember(path(), renamed);
            tell(renamed);
            return 0;
        }
    }
}
