package dev.wavry.spi.media;

import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One whole picture. Its pixels do not change while anybody holds a count, and every pixel is valid, not only the damage.
 */
@ProviderType
public interface VideoFrame extends Leased {
    /** Sequence, damage and times; writable by the current holder, dead after the last {@link #close}. */
    FrameInfo info();

    /** Size and pixel format. */
    VideoFormat format();

    /** Where the pixels live. */
    MemoryKind memory();

    /**
     * Bytes of a plane for {@link MemoryKind#HOST}; a direct buffer that is the same object each time this memory is used, so
     * do not move its position. Read-only by contract.
     *
     * @throws IllegalStateException for other kinds of memory
     */
    ByteBuffer plane(int index);

    /** Native address of the first byte of a plane for {@link MemoryKind#HOST}, 0 otherwise. */
    long address(int index);

    /** Bytes from one row of a plane to the next. */
    int stride(int index);

    /** The handle for kinds of memory other than {@link MemoryKind#HOST}, 0 otherwise. */
    long nativeHandle();

    @Override
    VideoFrame retain();
}
