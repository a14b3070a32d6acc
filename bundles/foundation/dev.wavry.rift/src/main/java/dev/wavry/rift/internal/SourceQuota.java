package dev.wavry.rift.internal;

/**
 * Limits each network by itself in a table of fixed size. Networks that share a slot share its limit; who shares with whom depends on a secret seed,
 * so that nobody can choose whose limit to use up.
 */
final class SourceQuota {
    /** A flood from more networks than this is one for the limit of all together. */
    private static final int SLOTS = 1024;

    private final TokenBucket[] slots = new TokenBucket[SLOTS];
    private final long seed;

    SourceQuota(int perSecond, long seed) {
        this.seed = seed;
        for (int i = 0; i < SLOTS; i++) {
            slots[i] = new TokenBucket(perSecond);
        }
    }

    boolean take(Source source, long now) {
        return slots[(int) (source.networkHash(seed) >>> 32) & SLOTS - 1].take(now);
    }
}
