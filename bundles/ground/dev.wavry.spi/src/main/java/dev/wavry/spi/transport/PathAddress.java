package dev.wavry.spi.transport;

import java.net.SocketAddress;

/**
 * Where datagrams of one carrier go to or come from.
 *
 * @param carrier id of the transport, such as {@code udp}
 * @param socket the address in the carrier's own terms
 */
public record PathAddress(String carrier, SocketAddress socket) {
    @Override
    public String toString() {
        return carrier + "/" + socket.toString().replaceFirst("^.*/", "");
    }
}
