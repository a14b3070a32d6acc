package dev.wavry.transport.tls.internal;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.function.Consumer;

/** What a stream over TCP is cut into. */
public final class TlsTargets {
    private TlsTargets() {}

    /** By name. */
    public static Map<String, Consumer<byte[]>> all() {
        return Map.of("tls-stream", TlsTargets::stream);
    }

    /** Cut anywhere or not at all, the same comes of it. */
    private static void stream(byte[] bytes) {
        Tally whole = new Tally();
        boolean sane = new FrameReader().take(ByteBuffer.wrap(bytes), whole);
        Tally pieces = new Tally();
        FrameReader reader = new FrameReader();
        boolean going = true;
        for (int at = 0; going && at < bytes.length; ) {
            int length = Math.min(bytes.length - at, 1 + (bytes[at] & 7));
            going = reader.take(ByteBuffer.wrap(bytes, at, length), pieces);
            at += length;
        }
        if (sane != going || whole.datagrams != pieces.datagrams || whole.sum != pieces.sum) {
            throw new AssertionError("another stream when it comes in pieces");
        }
    }

    private static final class Tally implements Consumer<ByteBuffer> {
        private int datagrams;
        private long sum;

        @Override
        public void accept(ByteBuffer datagram) {
            if (!datagram.hasRemaining() || datagram.remaining() > FrameReader.LARGEST_BYTES) {
                throw new AssertionError("a datagram of " + datagram.remaining() + " bytes");
            }
            datagrams++;
            while (datagram.hasRemaining()) {
                sum = sum * 31 + datagram.get();
            }
        }
    }
}
