package dev.wavry.api;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.osgi.annotation.versioning.ProviderType;

/** A relay or gateway that runs. Safe from any thread. */
@ProviderType
public interface ServiceHandle extends AutoCloseable {
    /** Where it listens. */
    InetSocketAddress address();

    /** Where health, readiness and figures are told, on a loopback address. */
    InetSocketAddress status();

    /** The id of its key. */
    String id();

    /** Its figures by name. */
    Map<String, Long> figures();

    /** Takes nobody new from now on; completes when nobody is left. */
    CompletableFuture<Void> drain();

    /** Stops at once. */
    @Override
    void close();
}
