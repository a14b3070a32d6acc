package dev.wavry.rift.internal;

/** Round-trip time and its spread (RFC 9002, 5), and how long to wait for an answer. */
final class Rtt {
    /** Before the first answer: long enough for a continent, short enough not to be noticed twice. */
    private static final long INITIAL_NANOS = 100 * Wire.MILLI;

    /** Answers are sent at once; less than this only measures the scheduler. */
    private static final long MIN_SPREAD_NANOS = 8 * Wire.MILLI;

    private static final long MIN_WINDOW_NANOS = 30_000 * Wire.MILLI;

    private long smoothed;
    private long variation;
    private long currentMin = Wire.NEVER;
    private long previousMin = Wire.NEVER;
    private long windowStart;
    private boolean lossless;

    void sample(long nanos, long now) {
        long rtt = Math.max(1, nanos);
        if (now - windowStart > MIN_WINDOW_NANOS) {
            previousMin = currentMin;
            currentMin = Wire.NEVER;
            windowStart = now;
        }
        currentMin = Math.min(currentMin, rtt);
        if (smoothed == 0) {
            smoothed = rtt;
            variation = rtt / 2;
        } else {
            variation += (Math.abs(smoothed - rtt) - variation) / 4;
            smoothed += (rtt - smoothed) / 8;
        }
    }

    /** Whether the carrier loses nothing: what is not there yet is on its way, and asking for it only makes it later. */
    void lossless(boolean now) {
        lossless = now;
    }

    boolean lossless() {
        return lossless;
    }

    long smoothed() {
        return smoothed;
    }

    long min() {
        long least = Math.min(currentMin, previousMin);
        return least == Wire.NEVER ? 0 : least;
    }

    /** Time after which an answer is overdue. */
    long timeout() {
        return smoothed == 0 ? INITIAL_NANOS : smoothed + Math.max(4 * variation, MIN_SPREAD_NANOS);
    }

    /** The same after several vain attempts. */
    long timeout(int attempts) {
        return Math.min(timeout() << Math.min(attempts, 6), 1_000 * Wire.MILLI);
    }

    /** How much reordering is waited out before something counts as missing. */
    long reorder() {
        return Math.min(Math.max(smoothed / 8, Wire.MILLI / 2), 5 * Wire.MILLI);
    }

    /** When to ask for the same thing again. */
    long askAgain() {
        return smoothed == 0 ? INITIAL_NANOS : smoothed + Math.max(2 * variation, 3 * Wire.MILLI);
    }
}
