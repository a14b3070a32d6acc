package dev.wavry.rift.internal;

import java.nio.ByteBuffer;

/** Remembers which packets came when, and writes the feedback about them. */
final class Arrivals {
    static final int FIXED_BYTES = 6 + 4 + 4 + 1;
    private static final int SIZE = 1024;
    private static final int MAX_RANGES = 16;
    private static final int MAX_TIMES = 32;

    /** The peer needs it for its rate, not for its repairs, so a frame's packets may share one. */
    private static final long DELAY_NANOS = 5 * Wire.MILLI;

    /** Sooner if this many wait: half of what fits into one report. */
    private static final int EAGER_PACKETS = 16;

    /** Unit of the reported times, what is added to each, and the one that says nothing. */
    static final int TIME_UNIT_NANOS = 8_000;

    static final int TIME_BIAS = 0x4000;
    static final int UNKNOWN = 0xffff;

    private final boolean[] came = new boolean[SIZE];
    private final long[] cameAt = new long[SIZE];
    private long largest = -1;
    private long dueAt = Wire.NEVER;
    private int waiting;

    void onPacket(long number, long now) {
        if (number > largest) {
            long from = Math.max(largest + 1, number - SIZE + 1);
            for (long n = from; n < number; n++) {
                came[slot(n)] = false;
            }
            largest = number;
        } else if (largest - number >= SIZE) {
            return;
        }
        came[slot(number)] = true;
        cameAt[slot(number)] = now;
    }

    /** The packet with the largest number wants to be reported. */
    void elicited(long now) {
        waiting++;
        dueAt = waiting >= EAGER_PACKETS ? now : Math.min(dueAt, now + DELAY_NANOS);
    }

    long deadline() {
        return dueAt;
    }

    boolean waiting() {
        return waiting > 0;
    }

    boolean due(long now) {
        return now >= dueAt;
    }

    boolean write(ByteBuffer out, long now) {
        if (largest < 0 || !Frames.fits(out, FIXED_BYTES + MAX_RANGES * 4 + 1 + MAX_TIMES * 2)) {
            return false;
        }
        int begun = Frames.begin(out, Wire.FEEDBACK);
        Frames.putU48(out, largest);
        out.putInt((int) Math.min((now - cameAt[slot(largest)]) / 1000, Integer.MAX_VALUE));
        out.putInt((int) (cameAt[slot(largest)] / 1000));
        ranges(out);
        times(out);
        Frames.end(out, begun);
        waiting = 0;
        dueAt = Wire.NEVER;
        return true;
    }

    private void ranges(ByteBuffer out) {
        int countAt = out.position();
        out.put((byte) 0);
        long lowest = Math.max(0, largest - SIZE + 1);
        long n = largest;
        int count = 0;
        while (count < MAX_RANGES && n >= lowest) {
            long gap = 0;
            for (; n >= lowest && !came[slot(n)]; n--) {
                gap++;
            }
            if (n < lowest) {
                break;
            }
            long high = n;
            for (; n >= lowest && came[slot(n)]; n--) {}
            out.putShort((short) gap).putShort((short) (high - n - 1));
            count++;
        }
        out.put(countAt, (byte) count);
    }

    /** How long before the largest the packets just below it came; all ones = did not come, or longer ago than the number holds. */
    private void times(ByteBuffer out) {
        int count = (int) Math.min(MAX_TIMES, largest);
        out.put((byte) count);
        for (int i = 1; i <= count; i++) {
            int slot = slot(largest - i);
            long units = (cameAt[slot(largest)] - cameAt[slot]) / TIME_UNIT_NANOS + TIME_BIAS;
            boolean known = came[slot] && units >= 0 && units < UNKNOWN;
            out.putShort((short) (known ? units : UNKNOWN));
        }
    }

    private static int slot(long number) {
        return (int) (number & SIZE - 1);
    }
}
