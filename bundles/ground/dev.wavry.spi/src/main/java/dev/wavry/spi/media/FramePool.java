package dev.wavry.spi.media;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** Makes pictures for one opened handle, so that a leak has an address. Safe from the agent that runs the handle. */
@ProviderType
public interface FramePool {
    /**
     * Memory for a picture, last used first.
     *
     * @return null if all are out: drop this picture and merge its damage into the next
     */
    @Nullable
    FrameSlot tryAcquire(VideoFormat format);

    /**
     * Wraps memory that the caller owns as one slot that is used again and again; call once per memory, not per frame. The
     * slot's pictures come back to it by themselves; {@code planes} must stay valid until the pool's handle is closed.
     *
     * @param planes direct buffers, one per plane
     * @param strides bytes per row, one per plane
     */
    void adopt(VideoFormat format, ByteBuffer[] planes, int[] strides);

    /**
     * Makes a picture of memory that is not {@link MemoryKind#HOST}.
     *
     * @param onReleased called once on whatever thread gives the last count back
     * @return null if too many are out
     */
    @Nullable
    VideoFrame wrap(FrameInfo info, VideoFormat format, MemoryKind memory, long handle, Runnable onReleased);

    /** How many pictures are out. */
    int outstanding();
}
