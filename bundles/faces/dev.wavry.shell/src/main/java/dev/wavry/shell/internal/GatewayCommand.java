package dev.wavry.shell.internal;

import dev.wavry.api.GatewayRequest;
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

/** Introduces hosts and clients. */
@Command(name = "gateway", description = "Introduces hosts and clients to each other by their ids.")
final class GatewayCommand implements Callable<Integer> {
    private final Surroundings around;

    @Mixin
    private HelpOption help = new HelpOption();

    @Option(
            names = "--listen",
            paramLabel = "ADDR:PORT",
            defaultValue = "127.0.0.1:3000",
            converter = Converters.ListenAddress.class,
            description = {
                "Where hosts and clients connect to, over TLS; 0.0.0.0:3000 for all addresses.",
                "ADDR:PORT such as 127.0.0.1:3000 or [::1]:3000, port 0 to 65535"
            })
    private InetSocketAddress listen = new InetSocketAddress(0);

    @Option(
            names = "--tls-cert",
            paramLabel = "FILE",
            required = true,
            description = {"The certificate chain for the gateway's name.", "path of a PEM file"})
    private @Nullable Path certificate;

    @Option(
            names = "--tls-key",
            paramLabel = "FILE",
            required = true,
            description = {"The key of that certificate.", "path of a PEM file with a PKCS #8 key"})
    private @Nullable Path privateKey;

    @Option(
            names = "--relay",
            paramLabel = "ID@HOST:PORT",
            description = {
                "A relay that leases are given for; may be repeated, the first is preferred.",
                "ID@HOST:PORT as 'wavry relay' shows it"
            })
    private List<String> relays = List.of();

    @Option(
            names = "--server",
            paramLabel = "TEXT",
            description = {
                "Another server that hosts and clients are told of; may be repeated.",
                "'stun HOST:PORT' or 'turn HOST:PORT USER PASSWORD'"
            })
    private List<String> servers = List.of();

    @Option(
            names = "--keys",
            paramLabel = "FILE",
            description = {
                "The gateway's keys, which sign leases, made when missing; gateway.key by default.",
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
            names = "--drain-seconds",
            paramLabel = "N",
            defaultValue = "5",
            converter = Converters.Seconds.class,
            description = {
                "How long meetings may go on once it is told to stop; it takes no new ones then.",
                "a whole number from 1 to 86400"
            })
    private int drainSeconds;

    @Option(names = "--json", description = "Says on standard output where it listens, as JSON.")
    private boolean json;

    GatewayCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws WavryException {
        Path chain = certificate;
        Path key = privateKey;
        if (chain == null || key == null) {
            throw new IllegalStateException("both are required");
        }
        GatewayRequest request = new GatewayRequest(chain, key)
                .listen(listen)
                .keyFile(keys == null ? around.places().gatewayKey() : keys)
                .statusPort(statusPort);
        relays.forEach(request::relay);
        servers.forEach(request::server);
        ServiceLife life = new ServiceLife(around, json, drainSeconds);
        around.endBySignal();
        try (ServiceHandle gateway = around.product().gateways().start(request)) {
            life.run("gateway", gateway, "Relays honour it with:  --issuer " + gateway.id());
        }
        return 0;
    }
}
