package dev.wavry.shell.internal;

import dev.wavry.api.ClientHandle;
import dev.wavry.api.ConnectRequest;
import dev.wavry.api.ErrorKind;
import dev.wavry.api.GatewayAccess;
import dev.wavry.api.PairRequest;
import dev.wavry.api.Session;
import dev.wavry.api.SessionReason;
import dev.wavry.api.SessionState;
import dev.wavry.api.WavryException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the display of a host. */
@Command(name = "connect", description = "Shows the display of a host and sends keyboard and mouse to it.")
final class ConnectCommand implements Callable<Integer> {
    private final Surroundings around;

    @Mixin
    private HelpOption help = new HelpOption();

    @Mixin
    private ControlOptions control = new ControlOptions();

    @Mixin
    private ApiOptions api = new ApiOptions();

    @Parameters(
            index = "0",
            paramLabel = "HOST",
            converter = Converters.HostTarget.class,
            description = {
                "The host; without its id only one that was named by id before.",
                "ID@HOST:PORT, HOST:PORT, or with --gateway ID alone; IPv6 addresses in brackets, port 1 to 65535"
            })
    private @Nullable Target target;

    @Mixin
    private GatewayOptions gateway = new GatewayOptions();

    @Option(names = "--fullscreen", description = "Covers the whole screen.")
    private boolean fullscreen;

    @Option(names = "--headless", description = "Opens no window; the same as --renderer headless.")
    private boolean headless;

    @Option(
            names = "--renderer",
            paramLabel = "ID",
            defaultValue = "auto",
            description = {"What shows the pictures.", "auto, desktop, headless or the id of another installed renderer"
            })
    private String renderer = "auto";

    @Option(
            names = "--decoder",
            paramLabel = "ID",
            defaultValue = "auto",
            description = {"What decodes.", "auto, or the id or implementation of an installed decoder"})
    private String decoder = "auto";

    @Option(
            names = "--keys",
            paramLabel = "FILE",
            description = {
                "The client's keys, made when missing; client.key by default.",
                "path of a file only you can read"
            })
    private @Nullable Path keys;

    @Option(
            names = "--known-hosts",
            paramLabel = "FILE",
            description = {"Hosts that were named by id before; known_hosts by default.", "path of a text file"})
    private @Nullable Path knownHosts;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            converter = Converters.Seconds.class,
            description = {"Leaves after so long.", "a whole number from 1 to 86400"})
    private @Nullable Integer seconds;

    @Option(
            names = "--title",
            paramLabel = "TEXT",
            defaultValue = "Wavry",
            description = {"Title of the window.", "any text"})
    private String title = "Wavry";

    @Option(
            names = "--audio-output",
            paramLabel = "OUTPUT",
            defaultValue = "auto",
            description = {
                "Where the host's sound is played; auto is the standard output unless the host is this machine.",
                "auto, output, output:NAME, file:PATH for a WAV file, or disabled"
            })
    private String audioOutput = "auto";

    @Option(
            names = "--volume",
            paramLabel = "PERCENT",
            defaultValue = "100",
            converter = Converters.Volume.class,
            description = {"How loud the host's sound is.", "a whole number from 0 to 100"})
    private int volume = 100;

    @Option(
            names = "--microphone",
            paramLabel = "SOURCE",
            defaultValue = "disabled",
            description = {
                "What the host hears of here, if it lets this client speak.",
                "microphone, microphone:NAME, app:NAME, tone or disabled"
            })
    private String microphone = "disabled";

    @Option(
            names = "--link",
            paramLabel = "SECRET",
            description = {
                "Comes in once by the secret that 'wavry link' shows on the host.",
                "the letters and digits that it shows"
            })
    private @Nullable String link;

    @Option(names = "--no-reconnect", description = "Ends at once when the host stops answering.")
    private boolean noReconnect;

    @Option(
            names = "--transport",
            paramLabel = "ID",
            defaultValue = "udp",
            description = {
                "What the host is reached by; the same as the host's.",
                "udp, tls, or the id of another installed transport"
            })
    private String transport = "udp";

    ConnectCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws WavryException {
        Teller teller = new Teller(around.output(), control.json());
        around.endBySignal();
        ClientHandle client = around.wavry().connect(request());
        try (ApiOptions.Api taken = api.open(around, control.json())) {
            taken.say();
            client.onChange(session -> told(teller, session));
            told(teller, client);
            new Conversation(around, control)
                    .run(
                            new ClientLines(client, new GapLine(client), around, control.json()),
                            () -> List.of(client),
                            () -> client.state() == SessionState.ENDED,
                            seconds == null ? Long.MAX_VALUE : seconds);
        } finally {
            Ends.close(client);
        }
        around.running().drain();
        if (control.json() || client.report().timeToFirstFrameMs() >= 0) {
            teller.report(Reports.report(client, true), client.report().line());
        }
        return exitCode(client);
    }

    private ConnectRequest request() throws WavryException {
        Target to = target;
        if (to == null) {
            throw new IllegalStateException("the parameter is required");
        }
        Path ownKeys = keys == null ? around.places().clientKey() : keys;
        Path hosts = knownHosts == null ? around.places().knownHosts() : knownHosts;
        String secret = link;
        String id = to.id();
        if (secret != null) {
            id = around.wavry()
                    .pair(new PairRequest(to.address(), secret).link(true).keyFile(ownKeys));
        }
        return where(to)
                .hostId(id)
                .keyFile(ownKeys)
                .knownHostsFile(secret == null ? hosts : null)
                .renderer(headless ? "headless" : renderer)
                .decoder(decoder)
                .transport(transport)
                .title(title)
                .fullscreen(fullscreen)
                .reconnect(!noReconnect)
                .audioOutput(audioOutput)
                .volumePercent(volume)
                .microphone(microphone);
    }

    private ConnectRequest where(Target to) throws WavryException {
        GatewayAccess access = gateway.access();
        String id = to.id();
        if (access != null && id != null) {
            return ConnectRequest.through(access, id);
        }
        if (to.isAnywhere()) {
            throw new WavryException(
                    ErrorKind.USAGE,
                    "An id alone says who the host is and not where",
                    "Add --gateway wss://HOST:PORT, or write ID@HOST:PORT.");
        }
        return new ConnectRequest(to.address());
    }

    private void told(Teller teller, Session session) {
        SessionEvent event = SessionEvent.of(session);
        around.running().post(() -> teller.changed(event));
    }

    /** Leaving is no failure, whoever left; everything else is one. */
    private int exitCode(ClientHandle client) {
        SessionReason reason = client.reason();
        if (reason == SessionReason.CLOSED_HERE
                || reason == SessionReason.CLIENT_LEFT
                || reason == SessionReason.NONE) {
            return 0;
        }
        around.output().note("wavry: " + SessionEvent.of(client).why());
        return reason.kind().exitCode();
    }
}
