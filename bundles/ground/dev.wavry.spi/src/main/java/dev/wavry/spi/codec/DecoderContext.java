package dev.wavry.spi.codec;

import dev.wavry.spi.lifecycle.StrategyContext;
import dev.wavry.spi.media.FramePool;
import dev.wavry.spi.media.FrameSink;
import dev.wavry.spi.media.VideoFrame;
import org.osgi.annotation.versioning.ProviderType;

/** What a decoder is given. */
@ProviderType
public interface DecoderContext extends StrategyContext {
    /** Makes the pictures. */
    FramePool pool();

    /** Takes the pictures in order; presentation may run inside this call. */
    FrameSink<VideoFrame> sink();
}
