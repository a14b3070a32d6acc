package dev.wavry.core.stream;

import dev.wavry.core.plan.CaptureChoice;
import dev.wavry.core.plan.EncoderChoice;
import dev.wavry.core.plan.Wishes;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.media.MediaClock;
import dev.wavry.spi.media.VideoFormat;

/** Opens parts of a stream as they were wished for when the opening began; on OPENER. */
record PartOpener(StreamParts parts, Wishes wishes, int epoch, MediaClock clock) implements Opening.Parts {
    @Override
    public CaptureLine capture(CaptureChoice choice) throws CannotOpenException {
        return parts.openCapture(choice, wishes);
    }

    @Override
    public EncoderLine encoder(EncoderChoice choice, VideoFormat format) throws CannotOpenException {
        return parts.openEncoder(choice, format, wishes, epoch);
    }

    @Override
    public long nowNanos() {
        return clock.nanoTime();
    }
}
