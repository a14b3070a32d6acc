package dev.wavry.rift.internal;

import dev.wavry.rift.RiftCounter;
import dev.wavry.rift.RiftStats;

/** Counters of a connection. */
final class Counters {
    private static final RiftCounter[] ALL = RiftCounter.values();

    private final long[] values = new long[ALL.length];

    void add(RiftCounter counter) {
        values[counter.ordinal()]++;
    }

    void add(RiftCounter counter, long amount) {
        values[counter.ordinal()] += amount;
    }

    long get(RiftCounter counter) {
        return values[counter.ordinal()];
    }

    void copyTo(RiftStats stats) {
        for (RiftCounter counter : ALL) {
            stats.set(counter, values[counter.ordinal()]);
        }
    }
}
