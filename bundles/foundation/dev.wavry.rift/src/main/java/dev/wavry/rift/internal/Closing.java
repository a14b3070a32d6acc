package dev.wavry.rift.internal;

import dev.wavry.rift.CloseReason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The end of a connection: who ended it and why, and saying so a few times because nobody acknowledges it for sure. */
final class Closing {
    static final int MAX_TEXT_BYTES = 300;
    private static final int TIMES = 4;
    private static final long FIRST_REPEAT_NANOS = 40 * Wire.MILLI;
    /** Whatever the peer still asks, it holds no place longer than this. */
    private static final long LONGEST_NANOS = 2000 * Wire.MILLI;

    final CloseReason reason;
    final String text;
    final boolean byPeer;
    final long sinceNanos;
    private final byte[] bytes;
    private int left;
    private long sendAt;
    private long repeatAfter = FIRST_REPEAT_NANOS;

    Closing(CloseReason reason, String text, boolean byPeer, long now) {
        this.reason = reason;
        this.text = text;
        this.byPeer = byPeer;
        sinceNanos = now;
        bytes = cut(text);
        // The peer that ended it only needs one echo, so that it can stop repeating.
        left = byPeer ? 1 : TIMES;
        sendAt = now;
    }

    private static byte[] cut(String text) {
        byte[] all = text.getBytes(StandardCharsets.UTF_8);
        int end = Math.min(all.length, MAX_TEXT_BYTES);
        while (end < all.length && end > 0 && (all[end] & 0xc0) == 0x80) {
            end--;
        }
        return Arrays.copyOf(all, end);
    }

    /** The peer shows that it has not heard it: say it again, once per repeat at most. */
    void remind(long now) {
        if (left == 0 && !byPeer) {
            left = 1;
            sendAt = Math.max(sendAt, now);
        }
    }

    boolean wants(long now) {
        return left > 0 && now >= sendAt && now < end();
    }

    private long end() {
        return sinceNanos + LONGEST_NANOS;
    }

    /** When to write next, or when all is said. */
    long deadline() {
        return Math.min(sendAt, end());
    }

    boolean over(long now) {
        return left == 0 && now >= sendAt || now >= end();
    }

    void write(ByteBuffer out, long now) {
        int begun = Frames.begin(out, Wire.CLOSE);
        out.put((byte) reason.code()).put(bytes);
        Frames.end(out, begun);
        left--;
        sendAt = byPeer ? now : now + repeatAfter;
        repeatAfter *= 2;
    }
}
