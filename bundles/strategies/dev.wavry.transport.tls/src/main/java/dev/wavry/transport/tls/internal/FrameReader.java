package dev.wavry.transport.tls.internal;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Cuts the stream of a peer into datagrams: two bytes of length, then the datagram. Holds one datagram at the most. */
final class FrameReader {
    static final int HEAD_BYTES = 2;

    /** As large as a datagram of a session can be, and so at most one TLS record and a bit. */
    static final int LARGEST_BYTES = 16_384;

    private final ByteBuffer datagram = ByteBuffer.allocateDirect(LARGEST_BYTES);
    private int length = -1;
    private int high = -1;
    private long ended;

    /** Takes all bytes up to the limit. @return false if this is no stream of datagrams; nothing may be read from it any more */
    boolean take(ByteBuffer in, Consumer<ByteBuffer> sink) {
        while (in.hasRemaining()) {
            if (length < 0 && !begin(in.get() & 0xff)) {
                return false;
            }
            if (length > 0) {
                fill(in, sink);
            }
        }
        return true;
    }

    private boolean begin(int next) {
        if (high < 0) {
            high = next;
            return true;
        }
        length = high << 8 | next;
        high = -1;
        datagram.clear();
        return length > 0 && length <= LARGEST_BYTES;
    }

    private void fill(ByteBuffer in, Consumer<ByteBuffer> sink) {
        int bytes = Math.min(length - datagram.position(), in.remaining());
        int limit = in.limit();
        datagram.put(in.limit(in.position() + bytes));
        in.limit(limit);
        if (datagram.position() == length) {
            length = -1;
            ended++;
            sink.accept(datagram.flip());
        }
    }

    /** How many were whole so far. */
    long ended() {
        return ended;
    }

    /** True if a datagram was begun and is not whole yet. */
    boolean begun() {
        return length > 0 || high >= 0;
    }
}
