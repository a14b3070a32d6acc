package dev.wavry.spi.codec;

import dev.wavry.spi.lifecycle.StrategyContext;
import dev.wavry.spi.media.CodedFrame;
import dev.wavry.spi.media.FrameInfo;
import dev.wavry.spi.media.FrameSink;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** What an encoder is given. */
@ProviderType
public interface EncoderContext extends StrategyContext {
    /**
     * Makes a coded frame of bytes that the encoder owns.
     *
     * @param info copied; taken over from the picture, with the times of CONVERTED and ENCODED added
     * @param payload direct; position to limit are the bytes, at most 16 MiB: the sink throws at longer ones; stays valid until {@code onReleased}
     * @param address native address of the payload's first byte
     * @param onReleased called once when the last count is given back, on any thread; use one object per buffer, not per frame
     * @return null if too many are out, which cannot happen while the encoder keeps its own to three
     */
    @Nullable
    CodedFrame coded(FrameInfo info, boolean keyFrame, ByteBuffer payload, long address, Runnable onReleased);

    /** Takes the coded frames in order. */
    FrameSink<CodedFrame> sink();
}
