package dev.wavry.rift;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/** Decides who may connect, after the peer proved who it is. */
@ConsumerType
@FunctionalInterface
public interface PeerPolicy {
    /**
     * Why this peer is refused, in one sentence that may be shown to it, or null to admit it. Called once per handshake from
     * {@code receive} of the connection; must not block.
     */
    @Nullable
    String refuse(WavryId peer);
}
