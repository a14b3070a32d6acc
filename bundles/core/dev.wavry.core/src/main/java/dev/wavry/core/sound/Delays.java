package dev.wavry.core.sound;

import java.util.Arrays;

/**
 * How long packets of a track are on their way compared with the fastest ones of the last ten seconds. Clocks need not agree, because
 * only differences count. Belongs to the lock of its buffer; allocates nothing.
 */
final class Delays {
    private static final long WINDOW_NANOS = 2_000_000_000L;
    private static final int WINDOWS = 5;
    private static final long BUCKET_NANOS = 1_000_000L;
    private static final int BUCKETS = 200;
    /** Weight of the past: a stall is remembered for about 10 s of packets of 5 ms. */
    private static final double KEEPS = 0.9995;
    /** So many of 1000 packets shall be there in time. */
    private static final double IN_TIME = 0.995;
    /** What is assumed of a track that begins. */
    private static final int FIRST_GUESS = 8;

    private final long[] fastest = new long[WINDOWS];
    private final double[] weight = new double[BUCKETS];
    private long windowEnds = Long.MIN_VALUE;
    private int window;
    private long least;
    private double total;
    private long quantile = FIRST_GUESS * BUCKET_NANOS;
    private int sinceQuantile;
    private double meanDeviation;

    Delays() {
        clear();
    }

    void clear() {
        Arrays.fill(fastest, Long.MAX_VALUE);
        Arrays.fill(weight, 0);
        windowEnds = Long.MIN_VALUE;
        least = Long.MAX_VALUE;
        // A hundred packets' worth of the guess, so that the first few do not decide.
        weight[FIRST_GUESS] = 100 * (1 - IN_TIME) * 2;
        weight[0] = 100 - weight[FIRST_GUESS];
        total = 100;
        quantile = FIRST_GUESS * BUCKET_NANOS;
    }

    /** A packet came; {@code transit} is its arrival in our clock minus its capture in the sender's. */
    void record(long transit, long nowNanos) {
        if (nowNanos >= windowEnds) {
            window = (window + 1) % WINDOWS;
            fastest[window] = Long.MAX_VALUE;
            windowEnds = nowNanos + WINDOW_NANOS;
        }
        fastest[window] = Math.min(fastest[window], transit);
        least = Long.MAX_VALUE;
        for (long one : fastest) {
            least = Math.min(least, one);
        }
        long more = Math.max(0, transit - least);
        meanDeviation += (more - meanDeviation) / 64;
        int bucket = (int) Math.min(BUCKETS - 1, more / BUCKET_NANOS);
        for (int i = 0; i < BUCKETS; i++) {
            weight[i] *= KEEPS;
        }
        weight[bucket] += 1;
        total = total * KEEPS + 1;
        if (++sinceQuantile >= 8 || (bucket + 1) * BUCKET_NANOS > quantile) {
            sinceQuantile = 0;
            quantile = quantile();
        }
    }

    private long quantile() {
        double rest = total * (1 - IN_TIME);
        int bucket = BUCKETS - 1;
        for (double above = weight[bucket]; above < rest && bucket > 0; above += weight[bucket]) {
            bucket--;
        }
        return (bucket + 1) * BUCKET_NANOS;
    }

    /** False until the first packet came. */
    boolean known() {
        return least != Long.MAX_VALUE;
    }

    /** The least transit of the last ten seconds. */
    long least() {
        return least;
    }

    /** By how much nearly all packets are slower than that, in nanoseconds. */
    long spread() {
        return quantile;
    }

    /** By how much packets are slower than the fastest on average, in nanoseconds. */
    long mean() {
        return (long) meanDeviation;
    }
}
