package dev.wavry.shell.internal;

import dev.wavry.api.RelayRequest;
import dev.wavry.api.ServiceHandle;
import dev.wavry.api.WavryException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Forwards between peers that cannot reach each other. */
@Command(name = "relay", description = "Forwards between hosts and clients that hold leases of a gateway.")
final class RelayCommand implements Callable<Integer> {
    private final Surroundings around;

    @Mixin
    private HelpOption help = new HelpOption();

    @Option(
            names = "--listen",
            paramLabel = "ADDR:PORT",
            defaultValue = "127.0.0.1:4000",
            converter = Converters.ListenAddress.class,
            description = {
                "Where peers send to, over UDP; 0.0.0.0:4000 for all addresses.",
                "ADDR:PORT such as 127.0.0.1:4000 or [::1]:4000, port 0 to 65535"
            })
    private InetSocketAddress listen = new InetSocketAddress(0);

    @Option(
            names = "--issuer",
            paramLabel = "ID",
            description = {
                "A gateway whose leases are honoured; may be repeated.",
                "the 52 letters and digits that 'wavry gateway' shows"
            })
    private List<String> issuers = List.of();

    @Option(
            names = "--keys",
            paramLabel = "FILE",
            description = {
                "The relay's keys, made when missing; relay.key by default.",
                "path of a file only you can read"
            })
    private @Nullable Path keys;

    @Option(
            names = "--status-port",
            paramLabel = "PORT",
            defaultValue = "0",
            converter = Converters.Port.class,
            description = {
                "Where this machine asks for /health, /ready and /metrics; 0 takes a free one.",
                "a whole number from 0 to 65535"
            })
    private int statusPort;

    @Option(
            names = "--max-sessions",
            paramLabel = "N",
            defaultValue = "10000",
            converter = Converters.Sessions.class,
            description = {"The most sessions at a time.", "a whole number from 1 to 1000000"})
    private int maxSessions;

    @Option(
            names = "--drain-seconds",
            paramLabel = "N",
            defaultValue = "30",
            converter = Converters.Seconds.class,
            description = {
                "How long sessions may go on once it is told to stop; it takes no new ones then.",
                "a whole number from 1 to 86400"
            })
    private int drainSeconds;

    @Option(names = "--json", description = "Says on standard output where it listens, as JSON.")
    private boolean json;

    RelayCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws WavryException {
        RelayRequest request = new RelayRequest()
                .listen(listen)
                .keyFile(keys == null ? around.places().relayKey() : keys)
                .statusPort(statusPort)
                .maxSessions(maxSessions);
        issuers.forEach(request::issuer);
        ServiceLife life = new ServiceLife(around, json, drainSeconds);
        around.endBySignal();
        try (ServiceHandle relay = around.product().relays().start(request)) {
            life.run(
                    "relay",
                    relay,
                    "A gateway names it with:  --relay " + relay.id() + "@" + Addresses.format(relay.address()));
        }
        return 0;
    }
}
