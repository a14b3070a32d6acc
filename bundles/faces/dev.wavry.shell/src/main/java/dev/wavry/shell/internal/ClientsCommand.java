package dev.wavry.shell.internal;

import dev.wavry.api.ClientGrant;
import dev.wavry.api.ErrorKind;
import dev.wavry.api.PeerLists;
import dev.wavry.api.Right;
import dev.wavry.api.WavryException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The list of clients that the host lets in; a running host sees a change at once. */
@Command(
        name = "clients",
        description = "Shows and changes who may come in and with which rights; holds for running sessions, too.",
        subcommands = {
            ClientsCommand.All.class,
            ClientsCommand.Show.class,
            ClientsCommand.Grant.class,
            ClientsCommand.Revoke.class,
            ClientsCommand.Rename.class
        })
final class ClientsCommand implements Callable<Integer> {
    private final Surroundings around;

    @Mixin
    private HelpOption help = new HelpOption();

    @Mixin
    private ListFile file = new ListFile();

    ClientsCommand(Surroundings around) {
        this.around = around;
    }

    /** Which list is meant. */
    static final class ListFile {
        @Option(
                names = "--authorized-file",
                paramLabel = "FILE",
                description = {"The list; authorized_clients by default.", "path of a text file"})
        private @Nullable Path file;

        @Option(names = "--json", description = "Writes JSON objects.")
        private boolean json;

        Path path(Surroundings around) {
            return file == null ? around.places().authorizedClients() : file;
        }
    }

    /** A command about one client. */
    abstract static class OfOne implements Callable<Integer> {
        final Surroundings around;

        @Mixin
        private HelpOption help = new HelpOption();

        @Mixin
        private ListFile file = new ListFile();

        OfOne(Surroundings around) {
            this.around = around;
        }

        Path path() {
            return file.path(around);
        }

        PeerLists lists() throws WavryException {
            return around.wavry().peers();
        }

        ClientGrant find(@Nullable String who) throws WavryException {
            return Who.find(
                    lists().clients(path()),
                    String.valueOf(who),
                    "client",
                    ClientGrant::id,
                    client -> List.of(client.name()));
        }

        void tell(ClientGrant client) {
            ClientsCommand.tell(around.output(), client, file.json);
        }
    }

    @Override
    public Integer call() throws WavryException {
        all(around, file);
        return 0;
    }

    /** The same with its word. */
    @Command(name = "list", description = "Shows all; the same as 'wavry clients' alone.")
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
        List<ClientGrant> clients = around.wavry().peers().clients(file.path(around));
        if (clients.isEmpty() && !file.json) {
            output.note("The list '" + file.path(around)
                    + "' has no clients; 'wavry pair' or 'wavry clients grant' adds one.");
        }
        clients.forEach(client -> tell(output, client, file.json));
    }

    private static void tell(Output output, ClientGrant client, boolean json) {
        if (json) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("id", client.id());
            object.put("name", client.name());
            object.put(
                    "rights", client.rights().stream().sorted().map(Right::word).toList());
            object.put("expires", client.expires());
            object.put("networks", client.networks());
            output.json(object);
            return;
        }
        Instant expires = client.expires();
        output.line(client.id() + " " + (client.name().isEmpty() ? "-" : "'" + client.name() + "'") + " "
                + Right.words(client.rights())
                + (expires == null ? "" : " until " + expires)
                + (client.networks().isEmpty() ? "" : " from " + String.join(",", client.networks())));
    }

    /** Shows one. */
    @Command(name = "show", description = "Shows one client.")
    static final class Show extends OfOne {
        @Parameters(
                index = "0",
                paramLabel = "WHO",
                description = {"Which client.", "a name, an id or the beginning of one"})
        private @Nullable String who;

        Show(Surroundings around) {
            super(around);
        }

        @Override
        public Integer call() throws WavryException {
            tell(find(who));
            return 0;
        }
    }

    /** Adds or changes one. */
    @Command(name = "grant", description = "Lets a client in, or changes what a client may do.")
    static final class Grant extends OfOne {
        @Parameters(
                index = "0",
                paramLabel = "WHO",
                description = {
                    "Which client.",
                    "the id of a new client; a name or the beginning of an id of a known one"
                })
        private @Nullable String who;

        @Option(
                names = "--name",
                paramLabel = "NAME",
                description = {"What people call it.", "at most 64 characters"})
        private @Nullable String name;

        @Option(
                names = "--rights",
                paramLabel = "RIGHTS",
                converter = Converters.Rights.class,
                description = {
                    "All it may do; a new client gets everything but admin if not given.",
                    "view, control, clipboard, files, audio, admin and microphone with commas between them"
                })
        private @Nullable Set<Right> rights;

        @Option(
                names = "--expires",
                paramLabel = "WHEN",
                description = {
                    "When it is let in no more.",
                    "never, a time from now such as 90m, 12h or 30d, a day such as 2027-01-31, or a moment such as 2027-01-31T12:00:00Z"
                })
        private @Nullable String expires;

        @Option(
                names = "--from",
                paramLabel = "NETWORKS",
                description = {
                    "Where it must come from.",
                    "anywhere, or networks such as 192.168.0.0/16,fd00::/8 with commas between them"
                })
        private @Nullable String from;

        Grant(Surroundings around) {
            super(around);
        }

        @Override
        public Integer call() throws WavryException {
            ClientGrant old = before();
            String networks = from;
            List<String> wanted =
                    networks == null || networks.equals("anywhere") ? List.of() : List.of(networks.split(","));
            ClientGrant client = new ClientGrant(
                    old.id(),
                    name == null ? old.name() : name,
                    rights == null ? old.rights() : rights,
                    expires == null ? old.expires() : Expiry.parse(expires, Instant.now()),
                    networks == null ? old.networks() : wanted);
            lists().grant(path(), client);
            tell(find(client.id()));
            return 0;
        }

        private ClientGrant before() throws WavryException {
            String wanted = String.valueOf(who);
            boolean whole = wanted.matches("[a-zA-Z2-7]{52}");
            boolean known = lists().clients(path()).stream()
                    .anyMatch(client -> client.id().equalsIgnoreCase(wanted));
            return whole && !known ? ClientGrant.usual(wanted, "") : find(wanted);
        }
    }

    /** Removes one. */
    @Command(name = "revoke", description = "Lets a client in no more and ends its sessions.")
    static final class Revoke extends OfOne {
        @Parameters(
                index = "0",
                paramLabel = "WHO",
                description = {"Which client.", "a name, an id or the beginning of one"})
        private @Nullable String who;

        Revoke(Surroundings around) {
            super(around);
        }

        @Override
        public Integer call() throws WavryException {
            String wanted = String.valueOf(who);
            // A whole id is removed even where the list cannot be understood.
            String id =
                    wanted.matches("[a-zA-Z2-7]{52}") ? wanted : find(wanted).id();
            if (!lists().revoke(path(), id)) {
                throw new WavryException(
                        ErrorKind.USAGE, "The list has no client '" + id + "'", "'wavry clients' shows all.");
            }
            around.output()
                    .note("The client " + id + " is let in no more. A host that was started with --authorize and"
                            + " this id must be started without it.");
            return 0;
        }
    }

    /** Renames one. */
    @Command(name = "rename", description = "Gives a client another name.")
    static final class Rename extends OfOne {
        @Parameters(
                index = "0",
                paramLabel = "WHO",
                description = {"Which client.", "a name, an id or the beginning of one"})
        private @Nullable String who;

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
            ClientGrant old = find(who);
            lists().grant(
                            path(),
                            new ClientGrant(
                                    old.id(), String.valueOf(name), old.rights(), old.expires(), old.networks()));
            tell(find(old.id()));
            return 0;
        }
    }
}
