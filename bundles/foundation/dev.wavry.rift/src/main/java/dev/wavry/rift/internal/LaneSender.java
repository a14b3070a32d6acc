package dev.wavry.rift.internal;

import dev.wavry.rift.RiftCounter;
import dev.wavry.rift.SendResult;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Sending side of a reliable lane: messages are cut into numbered segments that are sent until acknowledged. The window is the ring, which the
 * peer's ring matches, so no further flow control is needed.
 */
final class LaneSender {
    static final int SEGMENT_BYTES = 1024;
    static final int RING = 512;
    static final int FIRST = 1;
    static final int LAST = 2;
    private static final int FIXED_BYTES = 1 + 4 + 1;

    private static final byte FREE = 0;
    private static final byte UNSENT = 1;
    private static final byte SENT = 2;
    private static final byte LOST = 3;

    private final int lane;
    private final Rtt rtt;
    private final Counters counters;
    private final byte[][] data = new byte[RING][];
    private final int[] length = new int[RING];
    private final byte[] flags = new byte[RING];
    private final byte[] state = new byte[RING];
    private final byte[] attempts = new byte[RING];
    private final long[] sentAt = new long[RING];
    private long base;
    private long next;
    private long unsent;
    private int lost;

    LaneSender(int lane, Rtt rtt, Counters counters) {
        this.lane = lane;
        this.rtt = rtt;
        this.counters = counters;
    }

    SendResult offer(ByteBuffer message, int mostBytes) {
        int total = message.remaining();
        if (total > mostBytes) {
            return SendResult.TOO_LONG;
        }
        int segments = Math.max(1, (total + SEGMENT_BYTES - 1) / SEGMENT_BYTES);
        if (next - base + segments > RING) {
            return SendResult.FULL;
        }
        for (int i = 0; i < segments; i++) {
            int from = i * SEGMENT_BYTES;
            int bytes = Math.min(SEGMENT_BYTES, total - from);
            int slot = slot(next++);
            // A slot keeps its memory; small messages take small slots.
            if (data[slot] == null || data[slot].length < bytes) {
                data[slot] = new byte[bytes <= 128 ? 128 : SEGMENT_BYTES];
            }
            message.get(message.position() + from, data[slot], 0, bytes);
            length[slot] = bytes;
            flags[slot] = (byte) ((i == 0 ? FIRST : 0) | (i == segments - 1 ? LAST : 0));
            state[slot] = UNSENT;
            attempts[slot] = 0;
        }
        return SendResult.ACCEPTED;
    }

    boolean wants() {
        return lost > 0 || unsent < next;
    }

    boolean write(ByteBuffer out, long now) {
        boolean wrote = false;
        for (long n = base; lost > 0 && n < unsent; n++) {
            if (state[slot(n)] == LOST) {
                if (!writeSegment(out, n, now)) {
                    return wrote;
                }
                lost--;
                counters.add(RiftCounter.SEGMENTS_REPEATED);
                wrote = true;
            }
        }
        while (unsent < next && writeSegment(out, unsent, now)) {
            unsent++;
            wrote = true;
        }
        return wrote;
    }

    private boolean writeSegment(ByteBuffer out, long number, long now) {
        int slot = slot(number);
        if (!Frames.fits(out, FIXED_BYTES + length[slot])) {
            return false;
        }
        int begun = Frames.begin(out, Wire.SEGMENT);
        out.put((byte) lane).putInt((int) number).put(flags[slot]);
        out.put(data[slot], 0, length[slot]);
        Frames.end(out, begun);
        state[slot] = SENT;
        sentAt[slot] = now;
        attempts[slot] = (byte) Math.min(attempts[slot] + 1, 100);
        return true;
    }

    /** Everything below {@code expected} arrived, and what the bits say above it. */
    void onAck(long expected, long bits, long now) {
        if (expected > unsent) {
            return;
        }
        long highest = expected - 1;
        for (long n = base; n < expected; n++) {
            acknowledge(n);
        }
        for (int i = 0; i < 64; i++) {
            long n = expected + 1 + i;
            if ((bits & 1L << i) != 0 && n < unsent) {
                highest = n;
                if (n >= base) {
                    acknowledge(n);
                }
            }
        }
        while (base < unsent && state[slot(base)] == FREE) {
            base++;
        }
        overtaken(highest, now);
    }

    private void acknowledge(long number) {
        int slot = slot(number);
        if (state[slot] == LOST) {
            lost--;
        }
        state[slot] = FREE;
    }

    /** A segment overtaken by three others is lost; one that was sent again already gets the time of an answer first. */
    private void overtaken(long highest, long now) {
        for (long n = base; n < highest; n++) {
            int slot = slot(n);
            boolean first = attempts[slot] == 1;
            boolean late = first ? n + 3 <= highest : now - sentAt[slot] > rtt.askAgain();
            if (state[slot] == SENT && late) {
                state[slot] = LOST;
                lost++;
            }
        }
    }

    long deadline() {
        int slot = slot(base);
        return base < unsent && state[slot] == SENT ? sentAt[slot] + rtt.timeout(attempts[slot] - 1) : Wire.NEVER;
    }

    void onDeadline(long now) {
        if (now < deadline()) {
            return;
        }
        for (long n = base; n < unsent; n++) {
            int slot = slot(n);
            if (state[slot] == SENT && now - sentAt[slot] >= rtt.timeout()) {
                state[slot] = LOST;
                lost++;
            }
        }
    }

    private static int slot(long number) {
        return (int) (number & RING - 1);
    }

    /** Lets the memory go. */
    void clear() {
        Arrays.fill(data, null);
        Arrays.fill(state, FREE);
        base = unsent = next;
        lost = 0;
    }
}
