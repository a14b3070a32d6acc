package dev.wavry.relay.internal;

/** Tokens that come back evenly; holds one second's worth. */
final class Bucket {
    private static final long SECOND = 1_000_000_000L;

    private final long perSecond;
    private long tokens;
    private long filledNanos;

    Bucket(long perSecond, long nowNanos) {
        this.perSecond = perSecond;
        this.tokens = perSecond;
        this.filledNanos = nowNanos;
    }

    /** Takes so many, or none if there are not enough. */
    boolean take(long amount, long nowNanos) {
        long since = Math.min(nowNanos - filledNanos, SECOND);
        long fresh = since * perSecond / SECOND;
        if (fresh > 0) {
            tokens = Math.min(perSecond, tokens + fresh);
            filledNanos = nowNanos;
        }
        if (tokens < amount) {
            return false;
        }
        tokens -= amount;
        return true;
    }
}
