package dev.wavry.rift;

import dev.wavry.rift.internal.Server;
import dev.wavry.spi.transport.PathAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The host's door: finds the connection a datagram belongs to and makes connections for new peers. Not thread-safe: the caller
 * holds one lock for the server, which is never needed while a connection works.
 */
@ProviderType
public interface RiftServer {
    /** A server for this identity; {@code random} makes connection ids, handshake keys and the keys of cookies. */
    static RiftServer create(
            Identity identity, RiftSettings settings, PeerPolicy policy, RiftAcceptor acceptor, SecureRandom random) {
        return new Server(identity, settings, policy, acceptor, random);
    }

    /**
     * The connection this datagram belongs to, or null if it is unknown: then ask {@link #accept}. Only looks; hand the
     * datagram to {@link RiftConnection#receive} under that connection's lock. Allocates nothing.
     */
    @Nullable
    RiftConnection route(ByteBuffer datagram);

    /**
     * Takes a datagram no connection wants. A well-formed first message makes a connection, which is returned and has its
     * answer ready to {@link RiftConnection#poll}. Otherwise null; then {@code answer} may hold a datagram for the sender, from the
     * old position to the new one: a refusal, or a cookie that the sender has to show. It is never longer than what came in. {@code answer}
     * needs room for 256 bytes.
     *
     * @param from where it came from: the first path of the connection, and what limits and cookies go by
     */
    @Nullable
    RiftConnection accept(ByteBuffer datagram, PathAddress from, long nowNanos, ByteBuffer answer);

    /** Forgets connections that are over; call it about once a second. Returns how many it forgot. */
    int forgetClosed();

    /** Connections known, half-open ones and those about to end included. */
    int connectionCount();

    /** A counter of the door. */
    long count(DoorCounter counter);
}
