package dev.wavry.rift.internal;

import java.nio.ByteBuffer;

/** Which of the newest {@value #SIZE} numbers are marked. Reused. */
final class SequenceWindow {
    static final int SIZE = 128;
    private static final int MASK = SIZE - 1;

    private final long[] bits = new long[SIZE / 64];
    private long newest = -1;

    void clear() {
        java.util.Arrays.fill(bits, 0);
        newest = -1;
    }

    /** The largest number marked so far, or -1. */
    long newest() {
        return newest;
    }

    /** True if it is too old to be known. */
    boolean isBelow(long number) {
        return number <= newest - SIZE;
    }

    boolean has(long number) {
        return number <= newest && !isBelow(number) && (bits[word(number)] & 1L << number) != 0;
    }

    /** Marks a number; nothing happens to those that are too old. */
    void mark(long number) {
        if (isBelow(number)) {
            return;
        }
        for (long n = Math.max(newest + 1, number - MASK); n <= number; n++) {
            bits[word(n)] &= ~(1L << n);
        }
        newest = Math.max(newest, number);
        bits[word(number)] |= 1L << number;
    }

    private static int word(long number) {
        return (int) (number & MASK) >> 6;
    }

    /** Writes a bit for each of the {@value #SIZE} numbers below the newest, the nearest first, low bits first. */
    void write(ByteBuffer out) {
        for (int from = 1; from <= SIZE; from += 8) {
            int eight = 0;
            for (int i = 0; i < 8; i++) {
                eight |= has(newest - from - i) ? 1 << i : 0;
            }
            out.put((byte) eight);
        }
    }
}
