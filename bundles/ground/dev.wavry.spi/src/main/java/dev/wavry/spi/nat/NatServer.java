package dev.wavry.spi.nat;

import java.net.InetSocketAddress;

/**
 * Somebody outside who helps.
 *
 * @param kind {@code stun}, {@code turn}, {@code relay} or a strategy's own word
 * @param address where it is
 * @param user who we are there; for a relay its id
 * @param secret the password, or the lease of a relay; never in a log
 */
public record NatServer(String kind, InetSocketAddress address, String user, String secret) {
    /** Without the secret. */
    @Override
    public String toString() {
        return kind + " " + address.getHostString() + ":" + address.getPort();
    }
}
