package dev.wavry.rift.internal;

import dev.wavry.spi.transport.PathAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Where a datagram came from, as bytes: address and port for cookies, the network it belongs to for limits. A network is a /24 of IPv4
 * and a /56 of IPv6, which is what one customer of a provider gets at most.
 */
final class Source {
    private static final int V4_NETWORK_BYTES = 3;
    private static final int V6_NETWORK_BYTES = 7;
    private static final int MAX_NAME_BYTES = 64;

    private final byte[] address;
    private final int port;
    private final int networkBytes;

    private Source(byte[] address, int port, int networkBytes) {
        this.address = address;
        this.port = port;
        this.networkBytes = networkBytes;
    }

    static Source of(PathAddress path) {
        if (path.socket() instanceof InetSocketAddress socket && !socket.isUnresolved()) {
            byte[] address = socket.getAddress().getAddress();
            return new Source(address, socket.getPort(), address.length == 4 ? V4_NETWORK_BYTES : V6_NETWORK_BYTES);
        }
        byte[] name = path.socket().toString().getBytes(StandardCharsets.UTF_8);
        byte[] cut = Arrays.copyOf(name, Math.min(name.length, MAX_NAME_BYTES));
        return new Source(cut, 0, cut.length);
    }

    byte[] address() {
        return address;
    }

    int port() {
        return port;
    }

    /** The same for all of a network, and not to be guessed without the seed. */
    long networkHash(long seed) {
        long hash = seed;
        for (int i = 0; i < networkBytes; i++) {
            hash = mix(hash ^ address[i] & 0xff);
        }
        return mix(hash ^ address.length);
    }

    /** The finaliser of SplitMix64. */
    private static long mix(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }
}
