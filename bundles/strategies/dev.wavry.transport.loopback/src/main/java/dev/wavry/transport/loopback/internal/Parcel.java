package dev.wavry.transport.loopback.internal;

import dev.wavry.spi.transport.PathAddress;
import java.nio.ByteBuffer;

/** A datagram under way; its memory is used again and again. */
final class Parcel implements Comparable<Parcel> {
    /** Fits every datagram that a network path is likely to take whole. */
    private static final int USUAL_BYTES = 2048;

    private final PathAddress nobody = new PathAddress(LoopbackTransport.ID, LoopbackTransport.socket(0));

    PathAddress from = nobody;
    ByteBuffer bytes = ByteBuffer.allocateDirect(USUAL_BYTES);
    long dueNanos;
    long number;

    void fill(PathAddress sender, ByteBuffer datagram, long due, long newNumber) {
        int length = datagram.remaining();
        if (bytes.capacity() < length) {
            bytes = ByteBuffer.allocateDirect(LoopbackTransport.LARGEST_DATAGRAM_BYTES);
        }
        bytes.clear().put(0, datagram, datagram.position(), length).limit(length);
        from = sender;
        dueNanos = due;
        number = newNumber;
    }

    void forget() {
        from = nobody;
    }

    /** By due time, then in the order of sending. */
    @Override
    public int compareTo(Parcel other) {
        int byTime = Long.compare(dueNanos, other.dueNanos);
        return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
}
