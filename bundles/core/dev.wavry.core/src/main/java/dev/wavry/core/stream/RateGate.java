package dev.wavry.core.stream;

import dev.wavry.spi.media.RateTarget;
import dev.wavry.spi.media.VideoFrame;

/**
 * Which pictures are worth encoding when the path carries less than was wished for: none more often than the frame rate, and none while
 * frames still wait to leave, because it would only be late. Belongs to the media agent.
 */
final class RateGate {
    private static final int ALL = Integer.MAX_VALUE;

    private int framesPerSecond = ALL;
    private long lastNanos = Long.MIN_VALUE / 2;

    /** The rate from now on. */
    void rate(RateTarget now) {
        framesPerSecond = now.framesPerSecond();
    }

    /** Parts are not asked about: their encoder keeps what it has no room for. */
    boolean takes(EncoderLine line, VideoFrame picture, Viewer[] viewers, boolean keyFrameWanted, long nowNanos) {
        if (viewers.length == 0 || !picture.format().equals(line.format)) {
            return false;
        }
        if (line.choice.offer().parts() || keyFrameWanted) {
            return true;
        }
        boolean slower = framesPerSecond < line.rate.framesPerSecond();
        // A quarter of the interval early is on time: pictures come with jitter.
        if (slower && nowNanos - lastNanos < 750_000_000L / framesPerSecond) {
            return false;
        }
        for (Viewer viewer : viewers) {
            if (viewer.isBehind()) {
                return false;
            }
        }
        lastNanos = nowNanos;
        return true;
    }
}
