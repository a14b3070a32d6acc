package dev.wavry.rift;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Learns what becomes of connections made to a {@link RiftServer}. Called from {@code receive} and
 * {@code onDeadline} of the connection, and from {@code accept} of the server.
 */
@ConsumerType
public interface RiftAcceptor {
    /**
     * A peer proved who it is and was admitted; the answer takes everything that comes from it, beginning with
     * {@link RiftHandler#established}.
     */
    RiftHandler admitted(RiftConnection connection, WavryId peer);

    /**
     * A peer was turned away or went away before it was admitted. There is no connection when it was turned away at the door, and
     * no {@code peer} when it had not proven who it is. For the log; nothing needs to be done.
     */
    default void refused(
            @Nullable RiftConnection connection, @Nullable WavryId peer, CloseReason reason, String text) {}
}
