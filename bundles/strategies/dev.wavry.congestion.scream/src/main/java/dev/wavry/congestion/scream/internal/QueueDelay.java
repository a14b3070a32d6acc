package dev.wavry.congestion.scream.internal;

import java.util.Arrays;

/** The queueing delay and its trend (RFC 8298, 4.1.2.1): how much it follows itself from one sample to the next, times how long it is. */
final class QueueDelay {
    private static final long BASE_NANOS = 10_000_000_000L;
    private static final long SAMPLE_NANOS = 50_000_000L;
    private static final int SAMPLES = 20;
    private static final double SMOOTHING = 0.9;

    private final double targetNanos;
    private final double[] fractions = new double[SAMPLES];
    private int next;
    private long base = Long.MAX_VALUE;
    private long nextBase = Long.MAX_VALUE;
    private long baseSince = Long.MIN_VALUE;
    private long sampledAt = Long.MIN_VALUE / 2;
    private double nanos;
    private double mean;
    private double trend;

    QueueDelay(double targetNanos) {
        this.targetNanos = targetNanos;
    }

    void add(long oneWayNanos, long now) {
        if (baseSince == Long.MIN_VALUE || now - baseSince > BASE_NANOS / 2) {
            base = Math.min(nextBase, oneWayNanos);
            nextBase = oneWayNanos;
            baseSince = now;
        }
        base = Math.min(base, oneWayNanos);
        nextBase = Math.min(nextBase, oneWayNanos);
        nanos = oneWayNanos - base;
        if (now - sampledAt >= SAMPLE_NANOS) {
            sampledAt = now;
            sample();
        }
    }

    private void sample() {
        mean = SMOOTHING * mean + (1 - SMOOTHING) * fraction();
        fractions[next] = fraction();
        next = (next + 1) % SAMPLES;
        double average = Arrays.stream(fractions).average().orElse(0);
        double same = 0;
        double following = 0;
        for (int i = 0; i < SAMPLES; i++) {
            double here = fractions[(next + i) % SAMPLES] - average;
            same += here * here;
            following += i == 0 ? 0 : here * (fractions[(next + i - 1) % SAMPLES] - average);
        }
        double correlation = same > 0 ? Math.max(0, following / same) : 0;
        trend = Math.min(1, correlation * mean);
    }

    /** The queue as a share of its target. */
    double fraction() {
        return nanos / targetNanos;
    }

    /** From 0, no sign of congestion, to 1. */
    double trend() {
        return trend;
    }
}
