package dev.wavry.core.measure;

import dev.wavry.api.Percentiles;
import org.HdrHistogram.Histogram;

/** A distribution of durations with three significant digits up to a minute. Recording allocates nothing; safe from any thread. */
public final class Durations {
    private static final long LONGEST_NANOS = 60_000_000_000L;

    private final Histogram histogram = new Histogram(1_000, LONGEST_NANOS, 3);

    /** Adds a duration; negative ones (clock error) count as zero. */
    public synchronized void record(long nanos) {
        histogram.recordValue(Math.max(0, Math.min(LONGEST_NANOS, nanos)));
    }

    /** What was recorded so far. */
    public synchronized Percentiles percentiles() {
        return histogram.getTotalCount() == 0
                ? Percentiles.NONE
                : new Percentiles(histogram.getTotalCount(), at(50), at(95), at(99));
    }

    private double at(double percent) {
        return Math.round(histogram.getValueAtPercentile(percent) / 1e3) / 1e3;
    }

    /** Forgets everything. */
    public synchronized void reset() {
        histogram.reset();
    }
}
