package dev.wavry.platform.linux.audio.pulse.internal;

/**
 * Times of samples that follow their number: what the server says jitters by milliseconds, what a sound card does not. A difference that stays is followed
 * slowly, one that is too large for jitter at once, as a jump. One thread.
 */
final class SoundTime {
    static final long JUMP_NANOS = 60_000_000;
    private static final int SLOWNESS = 128;

    private final int rate;
    private long nextNanos;
    private boolean known;

    SoundTime(int rate) {
        this.rate = rate;
    }

    /** When the next sample is, given what the server says. */
    long next(long saidNanos) {
        long off = saidNanos - nextNanos;
        if (!known || Math.abs(off) > JUMP_NANOS) {
            nextNanos = saidNanos;
            known = true;
        } else {
            nextNanos += off / SLOWNESS;
        }
        return nextNanos;
    }

    /** So many samples per channel went by. */
    void pass(long samples) {
        nextNanos += samples * 1_000_000_000L / rate;
    }

    /** The next sample is new. */
    void forget() {
        known = false;
    }
}
