package dev.wavry.rift.internal;

import dev.wavry.rift.DoorCounter;

/** Counters of a server. */
final class DoorCounters {
    private final long[] values = new long[DoorCounter.values().length];

    void add(DoorCounter counter) {
        values[counter.ordinal()]++;
    }

    void add(DoorCounter counter, long amount) {
        values[counter.ordinal()] += amount;
    }

    long get(DoorCounter counter) {
        return values[counter.ordinal()];
    }
}
