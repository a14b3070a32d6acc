package dev.wavry.shell.internal;

import dev.wavry.api.GatewayAccess;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which gateway helps. */
final class GatewayOptions {
    @Option(
            names = "--gateway",
            paramLabel = "URL",
            converter = Converters.GatewayAddress.class,
            description = {"A gateway through which hosts are found by their id.", "wss://HOST:PORT"})
    private @Nullable URI gateway;

    @Option(
            names = "--gateway-ca",
            paramLabel = "FILE",
            description = {
                "Certificates to trust for the gateway, instead of those that the system trusts.",
                "path of a PEM file"
            })
    private @Nullable Path certificates;

    /** The gateway, or null if none was named. */
    @Nullable
    GatewayAccess access() {
        URI address = gateway;
        return address == null ? null : new GatewayAccess(address, certificates);
    }
}
