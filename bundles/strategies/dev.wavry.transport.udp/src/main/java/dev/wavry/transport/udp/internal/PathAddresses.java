package dev.wavry.transport.udp.internal;

import dev.wavry.spi.transport.PathAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Remembers the address objects of recent senders, so that the same sender is the same object. Bounded: strangers can push each
 * other out but cannot fill memory. Safe from any thread.
 */
final class PathAddresses {
    /** Far more than the peers of one host; a power of two for the mask. */
    private static final int SLOTS = 1024;

    private final AtomicReferenceArray<PathAddress> slots = new AtomicReferenceArray<>(SLOTS);

    PathAddress of(InetSocketAddress socket) {
        int hash = socket.hashCode() * 0x9E3779B9;
        int slot = hash >>> (Integer.SIZE - Integer.numberOfTrailingZeros(SLOTS));
        PathAddress known = slots.get(slot);
        if (known != null && (known.socket() == socket || known.socket().equals(socket))) {
            return known;
        }
        PathAddress made = new PathAddress(UdpTransport.ID, socket);
        slots.set(slot, made);
        return made;
    }
}
