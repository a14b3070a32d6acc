package dev.wavry.nat.relay.internal;

import java.net.SocketAddress;

/** The far side, through a channel of a relay. Equal to itself only. */
final class RelayedAddress extends SocketAddress {
    private static final long serialVersionUID = 1L;

    private final transient RelayChannel channel;

    RelayedAddress(RelayChannel channel) {
        this.channel = channel;
    }

    RelayChannel channel() {
        return channel;
    }

    @Override
    public String toString() {
        return "through " + channel.server();
    }
}
