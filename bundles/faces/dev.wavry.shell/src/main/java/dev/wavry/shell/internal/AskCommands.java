package dev.wavry.shell.internal;

import dev.wavry.api.PingResult;
import dev.wavry.api.WavryException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands that ask something and print the answer. */
final class AskCommands {
    private AskCommands() {}

    /** Asks who is at an address. */
    @Command(name = "ping", description = "Asks who answers at an address and whether it would let this client in.")
    static final class Ping implements Callable<Integer> {
        private final Surroundings around;

        @Mixin
        private HelpOption help = new HelpOption();

        @Parameters(
                index = "0",
                paramLabel = "HOST",
                converter = Converters.PeerAddress.class,
                description = {"Whom to ask.", "HOST:PORT, IPv6 addresses in brackets, port 1 to 65535"})
        private @Nullable InetSocketAddress address;

        @Option(
                names = "--keys",
                paramLabel = "FILE",
                description = {"The client's keys; client.key by default.", "path of a file only you can read"})
        private @Nullable Path keys;

        @Option(names = "--json", description = "Writes one JSON object.")
        private boolean json;

        Ping(Surroundings around) {
            this.around = around;
        }

        @Override
        public Integer call() throws WavryException {
            InetSocketAddress to = address;
            if (to == null) {
                throw new IllegalStateException("the parameter is required");
            }
            PingResult answer =
                    around.wavry().ping(to, keys == null ? around.places().clientKey() : keys);
            if (json) {
                Map<String, Object> object = new LinkedHashMap<>();
                object.put("id", answer.id());
                object.put("millis", answer.millis());
                object.put("authorized", answer.authorized());
                around.output().json(object);
            } else {
                around.output()
                        .line(String.format(
                                Locale.ROOT,
                                "%s answered in %.2f ms and %s.",
                                answer.id(),
                                answer.millis(),
                                answer.authorized() ? "lets this client in" : "does not let this client in"));
            }
            return 0;
        }
    }

    /** Prints the version. */
    @Command(name = "version", description = "Prints the version.")
    static final class Version implements Callable<Integer> {
        private final Surroundings around;

        @Mixin
        private HelpOption help = new HelpOption();

        Version(Surroundings around) {
            this.around = around;
        }

        @Override
        public Integer call() {
            around.output()
                    .line("wavry " + around.product().version() + " on Java " + System.getProperty("java.version")
                            + ", " + System.getProperty("os.name") + " " + System.getProperty("os.arch"));
            return 0;
        }
    }

    /** Lists displays. */
    @Command(name = "displays", description = "Lists what could be shared now, the best first.")
    static final class Displays implements Callable<Integer> {
        private final Surroundings around;

        @Mixin
        private HelpOption help = new HelpOption();

        @Option(names = "--json", description = "Writes one JSON object.")
        private boolean json;

        Displays(Surroundings around) {
            this.around = around;
        }

        @Override
        public Integer call() throws WavryException {
            list(around.output(), "displays", around.wavry().displays(), json);
            return 0;
        }
    }

    /** Lists codecs. */
    @Command(name = "codecs", description = "Lists what could encode now.")
    static final class Codecs implements Callable<Integer> {
        private final Surroundings around;

        @Mixin
        private HelpOption help = new HelpOption();

        @Option(names = "--json", description = "Writes one JSON object.")
        private boolean json;

        Codecs(Surroundings around) {
            this.around = around;
        }

        @Override
        public Integer call() throws WavryException {
            list(around.output(), "codecs", around.wavry().codecs(), json);
            return 0;
        }
    }

    private static void list(Output output, String name, List<String> items, boolean json) {
        if (json) {
            output.json(Map.of(name, items));
        } else {
            items.forEach(output::line);
        }
    }
}
