package dev.wavry.spi.capture;

import dev.wavry.spi.lifecycle.StrategyContext;
import dev.wavry.spi.media.FramePool;
import dev.wavry.spi.media.FrameSink;
import dev.wavry.spi.media.VideoFrame;
import org.osgi.annotation.versioning.ProviderType;

/** What a capture is given. */
@ProviderType
public interface CaptureContext extends StrategyContext {
    /** Makes the pictures. */
    FramePool pool();

    /** Takes the pictures; the encoder may run inside this call. */
    FrameSink<VideoFrame> sink();

    /** Takes the pointer. */
    CursorSink cursor();
}
