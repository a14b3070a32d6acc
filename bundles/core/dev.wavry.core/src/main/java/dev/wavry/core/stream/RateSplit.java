package dev.wavry.core.stream;

import dev.wavry.spi.media.RateTarget;
import org.jspecify.annotations.Nullable;

/** Tells the encoders of one display their part of a rate. Belongs to the media agent. */
final class RateSplit {
    /** Of the rate, what a region that moves gets; the rest of the display needs little meanwhile. */
    static final int REGION_PERCENT = 60;

    private final MediaLine.Failures failures;

    RateSplit(MediaLine.Failures failures) {
        this.failures = failures;
    }

    /** Both together get what there is. */
    void split(RateTarget all, @Nullable EncoderLine display, @Nullable EncoderLine region) {
        if (region != null) {
            tell(region, part(all, REGION_PERCENT));
        }
        if (display != null) {
            tell(display, region == null ? all : part(all, 100 - REGION_PERCENT));
        }
    }

    static RateTarget part(RateTarget of, int percent) {
        return new RateTarget(Math.max(1, of.bitrateKbps() * percent / 100), of.framesPerSecond());
    }

    private void tell(EncoderLine line, RateTarget rate) {
        try {
            if (!line.handle().retarget(rate)) {
                failures.rateNotTaken(line);
            }
        } catch (RuntimeException | Error e) {
            failures.encoderFailed(line, e);
        }
    }
}
