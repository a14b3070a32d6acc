package dev.wavry.codec.ffmpeg.internal;

import dev.wavry.spi.media.RateTarget;
import java.util.concurrent.TimeUnit;

/**
 * Decides which of two set-ups of libx264 codes the next picture. One thread.
 *
 * <p><b>RATED</b> bounds each picture and refines a still one, for which libx264 looks at every picture twice: 2 ms of 4 at 1080p
 * on the machines we measured. <b>CALM</b> codes with a constant quantiser and looks once. A shift costs a key frame, so it is
 * made only at a good moment, and only if the target rate bears it:
 *
 * <ul>
 *   <li>to CALM while somebody works, when the picture pauses for a moment, or in the middle of steady motion that stays well
 *       below the target rate;
 *   <li>to RATED when what was sent lags a quarter of a second behind the target rate; then for some seconds, twice as long each
 *       time it happens again soon;
 *   <li>to RATED when nothing has changed for most of a second, because only that one makes a still picture fine.
 * </ul>
 */
final class Gears {
    /** Below this a key frame of a whole screen takes too long to be spent on a shift. */
    private static final int LEAST_KBPS = 10_000;

    private static final long STILL_NANOS = TimeUnit.MILLISECONDS.toNanos(800);
    private static final long ACTIVE_NANOS = TimeUnit.MILLISECONDS.toNanos(2500);
    private static final int ACTIVE_PICTURES = 5;
    private static final int STEADY_PICTURES = 45;
    private static final double LAG_SECONDS = 0.25;
    private static final double WELL_BELOW = 0.9;
    private static final long FIRST_PENALTY_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final long LAST_PENALTY_NANOS = TimeUnit.SECONDS.toNanos(60);

    private RateTarget rate;
    private boolean calm;
    private final long[] changes = new long[ACTIVE_PICTURES];
    private int changeIndex;
    private int changesInRow;
    private long lastChangeNanos;
    private double lagBits;
    private long lagNanos;
    private double averageBits;
    private boolean overrun;
    private long ratedUntilNanos;
    private long penaltyNanos = FIRST_PENALTY_NANOS;

    Gears(RateTarget rate) {
        this.rate = rate;
        java.util.Arrays.fill(changes, Long.MIN_VALUE / 2);
    }

    void retarget(RateTarget newRate) {
        rate = newRate;
    }

    /** True if the constant quantiser codes the next picture. */
    boolean calm() {
        return calm;
    }

    /**
     * Call before each picture.
     *
     * @return true if the other set-up codes from this picture on, which must be a key frame
     */
    boolean shift(boolean changed, long nowNanos) {
        drain(nowNanos);
        if (changed) {
            changes[changeIndex] = nowNanos;
            changeIndex = (changeIndex + 1) % ACTIVE_PICTURES;
            lastChangeNanos = nowNanos;
        }
        changesInRow = changed ? changesInRow + 1 : 0;
        boolean before = calm;
        calm = calm ? staysCalm(changed, nowNanos) : becomesCalm(changed, nowNanos);
        return calm != before;
    }

    private boolean staysCalm(boolean changed, long nowNanos) {
        if (lagBits > LAG_SECONDS * bitsPerSecond()) {
            penaltyNanos = overrun && nowNanos - ratedUntilNanos < penaltyNanos
                    ? Math.min(LAST_PENALTY_NANOS, 2 * penaltyNanos)
                    : FIRST_PENALTY_NANOS;
            overrun = true;
            ratedUntilNanos = nowNanos + penaltyNanos;
            return false;
        }
        boolean dear = rate.bitrateKbps() < LEAST_KBPS;
        return !dear && (changed || nowNanos - lastChangeNanos < STILL_NANOS);
    }

    private boolean becomesCalm(boolean changed, long nowNanos) {
        boolean bearable = rate.bitrateKbps() >= LEAST_KBPS
                && (!overrun || nowNanos - ratedUntilNanos >= 0)
                && averageBits * rate.framesPerSecond() < WELL_BELOW * bitsPerSecond();
        // The oldest of the last few changes: somebody works if even that was a moment ago.
        boolean active = nowNanos - changes[changeIndex] < ACTIVE_NANOS;
        boolean pause = !changed && nowNanos - lastChangeNanos < STILL_NANOS;
        return bearable && active && (pause || changesInRow > STEADY_PICTURES);
    }

    private void drain(long nowNanos) {
        lagBits = Math.max(0, lagBits - (nowNanos - lagNanos) * (bitsPerSecond() / 1e9));
        lagNanos = nowNanos;
    }

    private double bitsPerSecond() {
        return rate.bitrateKbps() * 1000.0;
    }

    /** Call after each picture. */
    void coded(int bytes) {
        lagBits += bytes * 8.0;
        averageBits += (bytes * 8.0 - averageBits) / 16;
    }
}
