package dev.wavry.congestion.delta.internal;

import java.util.Arrays;

/** Bytes over time, in slots of ten milliseconds. */
final class Flow {
    static final long SLOT_NANOS = 10_000_000;
    private static final int SLOTS = 64;

    private final long[] number = new long[SLOTS];
    private final long[] bytes = new long[SLOTS];
    private long newest = Long.MIN_VALUE;

    Flow() {
        Arrays.fill(number, -1);
    }

    void add(long atNanos, int count) {
        long n = Math.floorDiv(atNanos, SLOT_NANOS);
        int slot = (int) Math.floorMod(n, (long) SLOTS);
        if (number[slot] > n) {
            return;
        }
        if (number[slot] != n) {
            number[slot] = n;
            bytes[slot] = 0;
        }
        bytes[slot] += count;
        newest = Math.max(newest, n);
    }

    /** Mean over the last whole slots, kbit/s. */
    double kbps(long windowNanos) {
        return kbpsUntil(newest, windowNanos);
    }

    /** Mean over the slots that ended by this time. */
    double kbpsAt(long nanos, long windowNanos) {
        return kbpsUntil(Math.floorDiv(nanos, SLOT_NANOS), windowNanos);
    }

    private double kbpsUntil(long end, long windowNanos) {
        long count = Math.min(SLOTS - 1, windowNanos / SLOT_NANOS);
        long sum = 0;
        for (long n = end - count; n < end; n++) {
            int slot = (int) Math.floorMod(n, (long) SLOTS);
            sum += number[slot] == n ? bytes[slot] : 0;
        }
        return sum * 8e6 / (count * SLOT_NANOS);
    }
}
