package dev.wavry.congestion.delta.internal;

/**
 * Whether somebody else keeps the queue full. Giving way empties a queue that is ours; if it stands all the same, the only thing to be
 * had by giving way more is starvation (the same thought as in Copa; Arun and Balakrishnan, 2018).
 */
final class Rival {
    private static final long MILLI = 1_000_000;
    private static final int PROOFS = 3;

    /** A queue this short proves that nobody fills it. */
    private static final long EMPTY_NANOS = 5 * MILLI;

    private static final long GONE_NANOS = 300 * MILLI;

    private boolean there;
    private int proofs;
    private double rateBefore;
    private long queueBefore;
    private long longestNanos;
    private long emptySince = Long.MAX_VALUE;

    /** The standing queue now. */
    void queue(long nanos, boolean sure, long now) {
        if (nanos >= EMPTY_NANOS) {
            emptySince = Long.MAX_VALUE;
            longestNanos = Math.max(longestNanos, nanos);
            return;
        }
        proofs = 0;
        if (sure) {
            emptySince = Math.min(emptySince, now);
        }
        if (there && emptySince != Long.MAX_VALUE && now - emptySince > GONE_NANOS) {
            there = false;
            longestNanos = 0;
        }
    }

    /** A queue stands although we gave way before. @return true if that settles it now */
    boolean pressed(long queueNanos, boolean draining, double kbps, long now) {
        if (there) {
            return false;
        }
        if (proofs == 0) {
            rateBefore = kbps;
            longestNanos = queueNanos;
            proofs = 1;
        } else if (draining || queueNanos < queueBefore * 0.7) {
            proofs = 1;
        } else {
            proofs++;
        }
        queueBefore = queueNanos;
        there = proofs > PROOFS;
        return there;
    }

    boolean isThere() {
        return there;
    }

    /** The rate before the first of the proofs. */
    double rateBefore() {
        return rateBefore;
    }

    /** A queue longer than anything the rival made is ours. */
    long limitNanos() {
        return longestNanos * 3 / 2 + 20 * MILLI;
    }
}
