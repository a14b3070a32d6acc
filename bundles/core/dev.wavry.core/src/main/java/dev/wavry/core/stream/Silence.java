package dev.wavry.core.stream;

import dev.wavry.core.catalog.Provider;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Finds parts that fail without a word: no call of theirs throws or hangs, but pictures go in and nothing comes out. Looked at now and then
 * on CONTROL, so that the hot path only counts.
 */
final class Silence {
    private static final long MOST_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    /** So many may be in flight; one that takes more and gives nothing has lost them. */
    private static final int IN_FLIGHT = 3;

    private @Nullable CaptureLine capture;
    private @Nullable EncoderLine encoder;
    private long codedBefore;
    private long takenBefore;
    private long sinceNanos;

    /**
     * What was found.
     *
     * @param guilty whose fault it is
     * @param how in words after its name
     */
    record Found(Provider<?> guilty, String how) {}

    /** Looks at what is live. */
    @Nullable
    Found look(long nowNanos, @Nullable CaptureLine liveCapture, @Nullable EncoderLine liveEncoder) {
        if (liveCapture == null || liveEncoder == null) {
            return null;
        }
        boolean full = liveCapture.isFull();
        boolean swallows = !liveEncoder.choice.offer().parts() && liveEncoder.taken() - takenBefore >= IN_FLIGHT;
        boolean moved = liveEncoder.coded() != codedBefore;
        if (capture != liveCapture || encoder != liveEncoder || moved || !full && !swallows) {
            begin(nowNanos, liveCapture, liveEncoder, moved);
            return null;
        }
        if (nowNanos - sinceNanos < MOST_NANOS) {
            return null;
        }
        if (!full) {
            return new Found(liveEncoder.choice.provider(), "took pictures and coded none for 250 ms");
        }
        return liveCapture.keepsAll()
                ? new Found(liveCapture.choice.provider(), "keeps all its pictures to itself")
                : new Found(liveEncoder.choice.provider(), "keeps pictures and gives none back");
    }

    private void begin(long nowNanos, CaptureLine liveCapture, EncoderLine liveEncoder, boolean moved) {
        if (moved || encoder != liveEncoder) {
            codedBefore = liveEncoder.coded();
            takenBefore = liveEncoder.taken();
        }
        capture = liveCapture;
        encoder = liveEncoder;
        sinceNanos = nowNanos;
    }
}
