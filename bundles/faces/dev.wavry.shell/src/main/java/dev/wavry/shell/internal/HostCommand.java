package dev.wavry.shell.internal;

import dev.wavry.api.HostHandle;
import dev.wavry.api.HostRequest;
import dev.wavry.api.Role;
import dev.wavry.api.Session;
import dev.wavry.api.SessionState;
import dev.wavry.api.WavryException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shares a display until it is told to stop. */
@Command(name = "host", description = "Shares a display of this machine with clients it knows.")
final class HostCommand implements Callable<Integer> {
    private final Surroundings around;

    @Mixin
    private HelpOption help = new HelpOption();

    @Mixin
    private PictureOptions pictures = new PictureOptions();

    @Mixin
    private ControlOptions control = new ControlOptions();

    @Mixin
    private ApiOptions api = new ApiOptions();

    @Mixin
    private GatewayOptions gateway = new GatewayOptions();

    @Option(
            names = "--display",
            paramLabel = "ID",
            defaultValue = "auto",
            description = {
                "What to share.",
                "auto, an X display such as :0, or an id or name that 'wavry displays' lists"
            })
    private String display = "auto";

    @Option(
            names = "--listen",
            paramLabel = "ADDR:PORT",
            defaultValue = "127.0.0.1:7400",
            converter = Converters.ListenAddress.class,
            description = {
                "Where to wait for clients; 0.0.0.0:7400 lets other machines in.",
                "ADDR:PORT such as 127.0.0.1:7400 or [::1]:7400, port 0 to 65535"
            })
    private InetSocketAddress listen = new InetSocketAddress(0);

    @Option(
            names = "--authorize",
            paramLabel = "ID",
            description = {
                "Lets a client in; may be repeated.",
                "the 52 letters and digits that 'wavry id' prints on the client"
            })
    private List<String> authorized = List.of();

    @Option(
            names = "--authorized-file",
            paramLabel = "FILE",
            description = {
                "More clients to let in, one id a line, read again when it changes; authorized_clients by default.",
                "path of a text file"
            })
    private @Nullable Path authorizedFile;

    @Option(
            names = "--keys",
            paramLabel = "FILE",
            description = {
                "The host's keys, made when missing; host.key by default.",
                "path of a file only you can read"
            })
    private @Nullable Path keys;

    @Option(names = "--pair", description = "Shows a code for a first client once it runs, as 'wavry pair' does.")
    private boolean pair;

    @Option(
            names = "--consent",
            paramLabel = "MODE",
            defaultValue = "none",
            converter = Converters.Consent.class,
            description = {
                "Whether the person here is asked before each session; none lets authorised clients in at once.",
                "ask or none"
            })
    private String consent = "none";

    @Option(
            names = "--audio-source",
            paramLabel = "SOURCE",
            description = {
                "What clients hear; WAVRY_AUDIO_SOURCE in the environment, else system.",
                "system, microphone, app:NAME, tone or tone:HERTZ, several with commas, or disabled"
            })
    private @Nullable String audioSource;

    @Option(
            names = "--transport",
            paramLabel = "ID",
            defaultValue = "udp",
            description = {
                "What carries sessions; tls goes over TCP, for networks without UDP.",
                "udp, tls, or the id of another installed transport"
            })
    private String transport = "udp";

    HostCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws WavryException {
        Screens.xDisplay(display).ifPresent(around.product()::useDisplay);
        boolean asks = consent.equals("ask");
        HostRequest request = pictures.applyTo(new HostRequest())
                .listen(listen)
                .transport(transport)
                .display(display)
                .authorizedFile(authorizedFile == null ? around.places().authorizedClients() : authorizedFile)
                .controlSocket(around.places().controlSocket())
                .consent(asks)
                .audioSource(audioSource())
                .gateway(gateway.access())
                .keyFile(keys == null ? around.places().hostKey() : keys);
        if (pair) {
            PairTeller.checkTerminal(around.output());
        }
        authorized.forEach(request::authorize);
        around.endBySignal();
        try (HostHandle host = around.wavry().host(request);
                ApiOptions.Api taken = api.open(around, control.json())) {
            host.onSession(session -> watch(new Teller(around.output(), control.json()), session));
            Privileges.warning().ifPresent(around.output()::note);
            sayListening(host);
            taken.say();
            if (pair) {
                PairTeller teller = new PairTeller(around.output(), false, QrPlace.of(around, false));
                host.ask(Map.of("verb", "pair"), event -> around.running().post(() -> teller.tell(event)));
            }
            ConsentPerson person = new ConsentPerson(host, around, control.json());
            if (asks) {
                person.sit(around.output().terminal() && !control.stdin());
            }
            ControlLines.Answers answers = new HostLines(host, around, control.json(), person);
            new Conversation(around, control).run(answers, host::sessions, () -> false);
        }
        around.running().drain();
        return 0;
    }

    private String audioSource() {
        String wanted = audioSource;
        return wanted == null ? around.environment().getOrDefault("WAVRY_AUDIO_SOURCE", "system") : wanted;
    }

    private void watch(Teller teller, Session session) {
        session.onChange(changed -> {
            SessionEvent event = SessionEvent.of(changed);
            around.running().post(() -> teller.changed(event));
            if (event.state() == SessionState.ENDED) {
                Map<String, Object> last = Reports.report(changed, true);
                String line = changed.report().line();
                around.running().post(() -> teller.report(last, line));
            }
        });
        SessionEvent now = SessionEvent.of(session);
        around.running().post(() -> teller.changed(now));
    }

    private void sayListening(HostHandle host) {
        String address = Addresses.format(host.address());
        if (control.json()) {
            Map<String, Object> event = Output.event("listening");
            event.put("address", address);
            event.put("id", host.id());
            around.output().json(event);
            return;
        }
        around.output().line("Sharing '" + display + "' on " + address + ". A client that is let in connects with:");
        around.output().line("  wavry connect " + host.id() + "@" + Addresses.format(reachable(host.address())));
        around.output().line("Ctrl-C stops it.");
    }

    /** A wildcard address means every address of this machine; a client must name one of them. */
    private static InetSocketAddress reachable(InetSocketAddress address) {
        return address.getAddress() != null && address.getAddress().isAnyLocalAddress()
                ? InetSocketAddress.createUnresolved("THIS-MACHINE", address.getPort())
                : address;
    }

    /** What may be written on standard input of a host. */
    private record HostLines(HostHandle host, Surroundings around, boolean json, ConsentPerson person)
            implements ControlLines.Answers {
        @Override
        public List<String> known() {
            return List.of(
                    "encoder <word>",
                    "capture <word>",
                    "audio-source <word>",
                    "audio-codec <word>",
                    "allow <number>",
                    "deny <number>",
                    "report",
                    "quit");
        }

        @Override
        public boolean answer(String command, String rest) {
            if ((command.equals("allow") || command.equals("deny")) && rest.matches("[0-9]{1,9}")) {
                person.answer(command, rest);
                return true;
            }
            @Nullable
            Role role =
                    switch (command) {
                        case "encoder" -> Role.ENCODER;
                        case "capture" -> Role.CAPTURE;
                        case "audio-source" -> Role.AUDIO_SOURCE;
                        case "audio-codec" -> Role.AUDIO_CODEC;
                        default -> null;
                    };
            if (role == null || rest.isEmpty()) {
                return false;
            }
            Teller teller = new Teller(around.output(), json);
            host.prefer(role, rest).thenAccept(result -> around.running().post(() -> teller.handOver(result)));
            return true;
        }
    }
}
