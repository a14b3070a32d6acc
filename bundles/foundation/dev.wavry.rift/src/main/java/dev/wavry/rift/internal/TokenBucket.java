package dev.wavry.rift.internal;

/** So many a second, and twice as many at once after a quiet time. */
final class TokenBucket {
    private static final long SECOND_NANOS = 1_000 * Wire.MILLI;

    private final int perSecond;
    private double tokens;
    private long filledAt;
    private boolean begun;

    TokenBucket(int perSecond) {
        this.perSecond = perSecond;
        tokens = 2.0 * perSecond;
    }

    /** Takes one if there is one. */
    boolean take(long now) {
        fill(now);
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }

    private void fill(long now) {
        if (begun && now > filledAt) {
            tokens = Math.min(2.0 * perSecond, tokens + (double) (now - filledAt) * perSecond / SECOND_NANOS);
        }
        filledAt = begun ? Math.max(filledAt, now) : now;
        begun = true;
    }
}
