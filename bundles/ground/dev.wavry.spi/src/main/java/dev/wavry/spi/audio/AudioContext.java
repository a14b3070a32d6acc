package dev.wavry.spi.audio;

import dev.wavry.spi.lifecycle.StrategyContext;
import dev.wavry.spi.media.FrameSink;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** What an audio capture is given. */
@ProviderType
public interface AudioContext extends StrategyContext {
    /** Makes a frame by copying samples; null if too many are out (the oldest sound is dropped by the core). */
    @Nullable
    AudioFrame frame(long position, long captureNanos, AudioFormat format, ByteBuffer samples);

    /** Takes frames; any one thread. */
    FrameSink<AudioFrame> sink();
}
