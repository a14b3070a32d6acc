package dev.wavry.shell.internal;

import dev.wavry.api.ErrorKind;
import dev.wavry.api.PairRequest;
import dev.wavry.api.Right;
import dev.wavry.api.WavryException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands by which two machines that do not know each other get to. */
final class PairCommands {
    private PairCommands() {}

    /** Hands out a code on the host. */
    abstract static class Handing implements Callable<Integer> {
        final Surroundings around;

        @Mixin
        private HelpOption help = new HelpOption();

        @Option(
                names = "--minutes",
                paramLabel = "N",
                defaultValue = "5",
                converter = Converters.Minutes.class,
                description = {"How long the code is taken.", "a whole number from 1 to 60"})
        private int minutes;

        Handing(Surroundings around) {
            this.around = around;
        }

        Map<String, String> request(String verb) {
            Map<String, String> request = new LinkedHashMap<>();
            request.put("verb", verb);
            request.put("minutes", Integer.toString(minutes));
            return request;
        }

        int ask(Map<String, String> request, boolean picture) throws WavryException {
            PairTeller.checkTerminal(around.output());
            boolean link = request.get("verb").equals("link");
            PairTeller teller = new PairTeller(around.output(), link, QrPlace.of(around, picture));
            Map<String, String> last = around.wavry().ask(around.places().controlSocket(), request, teller::tell);
            teller.tell(last);
            return teller.done() ? 0 : ErrorKind.PAIRING.exitCode();
        }
    }

    /** A code that lets in for good. */
    @Command(name = "pair", description = "Shows a code with which a client gets to know the host that runs here.")
    static final class Pair extends Handing {
        @Option(
                names = "--rights",
                paramLabel = "RIGHTS",
                converter = Converters.Rights.class,
                description = {
                    "What the client may do; everything but admin if not given.",
                    "view, control, clipboard, files, audio, admin and microphone with commas between them"
                })
        private @Nullable Set<Right> rights;

        @Option(
                names = "--name",
                paramLabel = "NAME",
                description = {"What to call the client; what it calls itself if not given.", "at most 64 characters"})
        private @Nullable String name;

        @Option(
                names = "--qr",
                description = "Shows address and code as a QR code, too, also where it would be left out:"
                        + " in a narrow terminal, or when only this machine can connect.")
        private boolean qr;

        Pair(Surroundings around) {
            super(around);
        }

        @Override
        public Integer call() throws WavryException {
            Map<String, String> request = request("pair");
            if (rights != null) {
                request.put("rights", Right.words(rights));
            }
            if (name != null) {
                request.put("name", name);
            }
            return ask(request, qr);
        }
    }

    /** A code that lets in once. */
    @Command(
            name = "link",
            description = "Shows a secret with which somebody may watch the host that runs here, for one session.")
    static final class Link extends Handing {
        @Option(
                names = "--view",
                description = "Only watching, which is all a link allows for now and need not be said.")
        private boolean view;

        Link(Surroundings around) {
            super(around);
        }

        @Override
        public Integer call() throws WavryException {
            return ask(request("link"), false);
        }
    }

    /** Brings a code to a host. */
    @Command(name = "pair-with", description = "Gets to know a host by the code that 'wavry pair' shows there.")
    static final class PairWith implements Callable<Integer> {
        private final Surroundings around;

        @Mixin
        private HelpOption help = new HelpOption();

        @Parameters(
                index = "0",
                paramLabel = "HOST",
                converter = Converters.PairTarget.class,
                description = {
                    "The host, or what its QR code says, with the code.",
                    "HOST:PORT, IPv6 addresses in brackets, port 1 to 65535, or wavry:pair?at=HOST:PORT&code=CODE"
                })
        private @Nullable PairText target;

        @Parameters(
                index = "1",
                arity = "0..1",
                paramLabel = "CODE",
                description = {"The code; asked for if not given.", "the letters and digits that 'wavry pair' shows"})
        private @Nullable String code;

        @Option(
                names = "--name",
                paramLabel = "NAME",
                description = {
                    "What the host shall call this machine; its own name if not given.",
                    "at most 64 characters"
                })
        private @Nullable String name;

        @Option(
                names = "--keys",
                paramLabel = "FILE",
                description = {"The client's keys; client.key by default.", "path of a file only you can read"})
        private @Nullable Path keys;

        @Option(
                names = "--known-hosts",
                paramLabel = "FILE",
                description = {"Where the host is remembered; known_hosts by default.", "path of a text file"})
        private @Nullable Path knownHosts;

        PairWith(Surroundings around) {
            this.around = around;
        }

        @Override
        public Integer call() throws WavryException {
            PairText told = target;
            if (told == null) {
                throw new IllegalStateException("the parameter is required");
            }
            InetSocketAddress to = told.address();
            String known = code == null ? told.code() : code;
            String typed = known == null ? ask() : known;
            String id = around.wavry()
                    .pair(new PairRequest(to, typed)
                            .name(name == null ? ownName() : name)
                            .keyFile(keys == null ? around.places().clientKey() : keys)
                            .knownHostsFile(knownHosts == null ? around.places().knownHosts() : knownHosts));
            around.output().line("Paired with " + id + ". From now on: wavry connect " + Addresses.format(to));
            return 0;
        }

        private String ask() throws WavryException {
            around.output().note("Type the code that 'wavry pair' shows on the host:");
            try {
                String line =
                        new BufferedReader(new InputStreamReader(around.input(), StandardCharsets.UTF_8)).readLine();
                if (line != null) {
                    return line;
                }
            } catch (IOException e) {
                around.output().note("Standard input cannot be read: " + e.getMessage());
            }
            throw new WavryException(ErrorKind.USAGE, "No code was typed", "Type it, or write it behind the address.");
        }

        private static String ownName() {
            try {
                String name = Files.readString(Path.of("/etc/hostname")).strip();
                return name.length() > 60 ? name.substring(0, 60) : name;
            } catch (IOException | RuntimeException e) {
                // A machine without a name is known by its id.
                return "";
            }
        }
    }
}
