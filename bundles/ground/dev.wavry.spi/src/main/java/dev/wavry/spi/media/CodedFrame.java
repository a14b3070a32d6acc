package dev.wavry.spi.media;

import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ProviderType;

/** One coded picture. */
@ProviderType
public interface CodedFrame extends Leased {
    /** Sequence, epoch, damage and times, taken over from the picture; dead after the last {@link #close}. */
    FrameInfo info();

    /** True if it can be decoded without any earlier frame of its epoch. */
    boolean keyFrame();

    /** The coded bytes from position to limit, direct, read-only by contract; 64 readable bytes follow the limit where the decoder's maker says so. */
    ByteBuffer payload();

    /** Native address of the first byte of the payload. */
    long address();

    @Override
    CodedFrame retain();
}
