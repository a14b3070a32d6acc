package dev.wavry.spi.media;

import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ProviderType;

/** Memory for one picture, writable until it is published. One holder, one thread. */
@ProviderType
public interface FrameSlot extends AutoCloseable {
    /** Writable direct bytes of a plane; the same object each time this memory is used. */
    ByteBuffer plane(int index);

    /** Native address of the first byte of a plane. */
    long address(int index);

    /** Bytes from one row of a plane to the next. */
    int stride(int index);

    /** Info of the picture to be; fill sequence, damage and times before publishing. */
    FrameInfo info();

    /**
     * What of this memory is older than the newest picture published from the same pool: write the damage and this, and every
     * pixel is valid. Full for memory used for the first time.
     */
    Region stale();

    /** Turns the slot into a picture with one count, held by the caller; the slot must not be used afterwards. */
    VideoFrame publish();

    /** Gives unpublished memory back; does nothing after {@link #publish}. */
    @Override
    void close();
}
