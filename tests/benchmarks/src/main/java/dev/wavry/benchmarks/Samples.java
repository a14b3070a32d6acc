package dev.wavry.benchmarks;

import java.util.Arrays;

/** Durations in nanoseconds, all kept. */
final class Samples {
    private long[] values = new long[1024];
    private int count;

    void add(long nanos) {
        if (count == values.length) {
            values = Arrays.copyOf(values, 2 * count);
        }
        values[count++] = nanos;
    }

    int count() {
        return count;
    }

    void clear() {
        count = 0;
    }

    /** A percentile in milliseconds by nearest rank; not a number without samples. */
    double millis(double percent) {
        if (count == 0) {
            return Double.NaN;
        }
        long[] sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        int rank = (int) Math.ceil(percent / 100 * count) - 1;
        return sorted[Math.max(0, rank)] / 1e6;
    }

    /** How many are longer than this. */
    int over(int millis) {
        return (int) Arrays.stream(values, 0, count)
                .filter(nanos -> nanos > millis * 1_000_000L)
                .count();
    }

    double medianMillis() {
        return millis(50);
    }
}
