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
    /** So many parts of one encoder may be out at once: more would be a queue of old states. */
    int MOST_PARTS = 16;

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

    /**
     * Makes a part that stands alone, see {@link CodedFrame#independent}, of bytes that the encoder owns.
     *
     * @param info copied; the sequence is that of the newest picture in it, and the damage exactly what this part changes, because
     *     the far side shows only that
     * @param keyFrame true for the first part of a whole picture that refers to nothing sent before it: who joins begins here
     * @param payload direct; position to limit are the bytes; stays valid until {@code onReleased}
     * @param address native address of the payload's first byte
     * @param onReleased called once when the last count is given back, on any thread; use one object per buffer, not per part
     * @return null if too many are out, which cannot happen while the encoder keeps its own to {@value #MOST_PARTS}
     */
    @Nullable
    CodedFrame codedPart(FrameInfo info, boolean keyFrame, ByteBuffer payload, long address, Runnable onReleased);

    /** Takes the coded frames in order. */
    FrameSink<CodedFrame> sink();
}
