package dev.wavry.api;

/**
 * A distribution of durations.
 *
 * @param count how many were measured
 * @param p50 median in milliseconds, 0 if nothing was measured
 * @param p95 95th percentile in milliseconds
 * @param p99 99th percentile in milliseconds
 */
public record Percentiles(long count, double p50, double p95, double p99) {
    /** Nothing measured. */
    public static final Percentiles NONE = new Percentiles(0, 0, 0, 0);
}
