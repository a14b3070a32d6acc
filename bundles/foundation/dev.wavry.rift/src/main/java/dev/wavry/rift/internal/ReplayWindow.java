package dev.wavry.rift.internal;

/** Remembers which of the newest packet numbers came already (RFC 4303, 3.4.3, with a larger window). */
final class ReplayWindow {
    /** Reordering beyond this counts as replay: at 100,000 packets a second it is 40 ms. */
    static final int SIZE = 4096;

    private final long[] bits = new long[SIZE / 64];
    private long highest = -1;

    /** True if the number is neither seen nor too old. Asked before the packet is opened. */
    boolean isNew(long number) {
        if (number > highest) {
            return true;
        }
        return highest - number < SIZE && (bits[word(number)] & 1L << number) == 0;
    }

    /** Marks a number as seen. Only after the packet was opened, so that forgeries cannot move the window. */
    void mark(long number) {
        if (number > highest) {
            long from = Math.max(highest + 1, number - SIZE + 1);
            if (number - highest >= SIZE) {
                java.util.Arrays.fill(bits, 0);
            } else {
                for (long n = from; n <= number; n++) {
                    bits[word(n)] &= ~(1L << n);
                }
            }
            highest = number;
        }
        bits[word(number)] |= 1L << number;
    }

    long highest() {
        return highest;
    }

    private static int word(long number) {
        return (int) (number & SIZE - 1) >>> 6;
    }
}
