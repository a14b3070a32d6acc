package dev.wavry.rift.internal;

import dev.wavry.rift.Identity;
import dev.wavry.rift.PeerPolicy;
import dev.wavry.rift.RiftConnection;
import dev.wavry.rift.RiftHandler;
import dev.wavry.rift.RiftSettings;
import dev.wavry.rift.WavryId;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/** Makes connections for the factories of the interface. */
public final class Connections {
    private Connections() {}

    /** A client; either the host is expected or the policy decides. */
    public static RiftConnection client(
            Identity identity,
            @Nullable WavryId expected,
            @Nullable PeerPolicy policy,
            RiftSettings settings,
            RiftHandler handler,
            SecureRandom random,
            long nowNanos) {
        throw new UnsupportedOperationException("not yet");
    }

    /** Destination of a datagram, or 0. */
    public static long connectionIdOf(ByteBuffer datagram) {
        return 0;
    }
}
