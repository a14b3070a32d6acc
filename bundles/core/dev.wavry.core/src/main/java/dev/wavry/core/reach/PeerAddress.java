package dev.wavry.core.reach;

import java.net.SocketAddress;

/** A peer, wherever it is; equal to itself only. */
final class PeerAddress extends SocketAddress {
    private static final long serialVersionUID = 1L;

    private final transient ReachPeer peer;

    PeerAddress(ReachPeer peer) {
        this.peer = peer;
    }

    ReachPeer peer() {
        return peer;
    }

    @Override
    public String toString() {
        return "peer";
    }
}
