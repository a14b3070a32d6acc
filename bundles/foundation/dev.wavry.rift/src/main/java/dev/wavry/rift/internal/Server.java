package dev.wavry.rift.internal;

import dev.wavry.rift.Identity;
import dev.wavry.rift.PeerPolicy;
import dev.wavry.rift.RiftAcceptor;
import dev.wavry.rift.RiftConnection;
import dev.wavry.rift.RiftServer;
import dev.wavry.rift.RiftSettings;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/** The door of a host. */
public final class Server implements RiftServer {
    /** A server without connections. */
    public Server(
            Identity identity, RiftSettings settings, PeerPolicy policy, RiftAcceptor acceptor, SecureRandom random) {}

    @Override
    public @Nullable RiftConnection route(ByteBuffer datagram) {
        return null;
    }

    @Override
    public @Nullable RiftConnection accept(ByteBuffer datagram, long nowNanos, ByteBuffer refusal) {
        return null;
    }

    @Override
    public int forgetClosed() {
        return 0;
    }

    @Override
    public int connectionCount() {
        return 0;
    }
}
