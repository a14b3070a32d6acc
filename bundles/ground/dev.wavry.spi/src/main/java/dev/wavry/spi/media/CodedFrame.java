package dev.wavry.spi.media;

import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ProviderType;

/** One coded picture, or a part of one that stands alone. */
@ProviderType
public interface CodedFrame extends Leased {
    /** Sequence, epoch, damage and times, taken over from the picture; dead after the last {@link #close}. */
    FrameInfo info();

    /** True if it can be decoded without any earlier frame of its epoch. */
    boolean keyFrame();

    /**
     * True if it is a part that stands alone: it may be decoded, shown, lost and acknowledged by itself and in any order, and
     * several of them may carry the sequence of one picture. It is never sent again in the state it had, because that is old:
     * its loss is told to the encoder, which sends what is newest. False for video, where the bytes of a picture stand or fall
     * together.
     */
    boolean independent();

    /** The coded bytes from position to limit, direct, read-only by contract; 64 readable bytes follow the limit where the decoder's maker says so. */
    ByteBuffer payload();

    /** Native address of the first byte of the payload. */
    long address();

    @Override
    CodedFrame retain();
}
