package dev.wavry.congestion.delta.internal;

import java.util.Arrays;

/**
 * One-way delays over time. The clocks of the two sides differ, so only differences count: the least delay of the last ten seconds is that
 * of the empty path, and what stands above it in every packet of a short while is a queue. Single late packets are jitter and change nothing.
 */
final class Delays {
    /** Width of a slot: a frame of video sends several packets within one. */
    private static final long SLOT_NANOS = 10_000_000;

    private static final int SLOTS = 32;

    /** The path is looked at afresh after so long: a changed route and drifting clocks must not count as a queue for ever. */
    private static final long BASE_NANOS = 1_000_000_000;

    private static final int BASES = 10;
    private static final long NONE = Long.MAX_VALUE;

    private final long[] slotNumber = new long[SLOTS];
    private final long[] least = new long[SLOTS];
    private final int[] packets = new int[SLOTS];
    private final long[] baseNumber = new long[BASES];
    private final long[] bases = new long[BASES];
    private long newest = Long.MIN_VALUE;
    private long standing;
    private int seen;
    private long firstSent;
    private long lastSent;

    Delays() {
        Arrays.fill(slotNumber, -1);
        Arrays.fill(baseNumber, -1);
    }

    /** A packet took so long; times of sending never go back by more than a window. */
    void add(long sentNanos, long delayNanos) {
        long number = Math.floorDiv(sentNanos, SLOT_NANOS);
        int slot = (int) Math.floorMod(number, (long) SLOTS);
        if (slotNumber[slot] != number) {
            slotNumber[slot] = number;
            least[slot] = delayNanos;
            packets[slot] = 0;
        }
        least[slot] = Math.min(least[slot], delayNanos);
        packets[slot]++;
        newest = Math.max(newest, sentNanos);
        long second = Math.floorDiv(sentNanos, BASE_NANOS);
        int base = (int) Math.floorMod(second, (long) BASES);
        bases[base] = baseNumber[base] == second ? Math.min(bases[base], delayNanos) : delayNanos;
        baseNumber[base] = second;
    }

    private long base() {
        long least = NONE;
        long second = Math.floorDiv(newest, BASE_NANOS);
        for (int i = 0; i < BASES; i++) {
            if (baseNumber[i] > second - BASES && baseNumber[i] >= 0) {
                least = Math.min(least, bases[i]);
            }
        }
        return least;
    }

    /** Looks at what was sent in the last {@code windowNanos} that there are reports of. */
    void look(long windowNanos) {
        standing = NONE;
        seen = 0;
        firstSent = NONE;
        lastSent = Long.MIN_VALUE;
        long last = Math.floorDiv(newest, SLOT_NANOS);
        for (long n = last; n > last - windowNanos / SLOT_NANOS; n--) {
            int slot = (int) Math.floorMod(n, (long) SLOTS);
            if (slotNumber[slot] == n) {
                standing = Math.min(standing, least[slot]);
                seen += packets[slot];
                firstSent = Math.min(firstSent, n);
                lastSent = Math.max(lastSent, n);
            }
        }
    }

    /** The queue that no packet of the window escaped. */
    long queueNanos() {
        return standing == NONE ? 0 : standing - base();
    }

    /** Packets within the window. */
    int packets() {
        return seen;
    }

    /** From the first to the last of them. */
    long spanNanos() {
        return seen == 0 ? 0 : (lastSent - firstSent) * SLOT_NANOS;
    }
}
