package dev.wavry.codec.ffmpeg.internal;

import dev.wavry.spi.media.FrameSlot;
import dev.wavry.spi.media.Region;

/** Brings parts of a decoded 4:2:0 picture into a slot, in the pixels that were asked for. One thread. */
interface PictureOutput extends AutoCloseable {
    /**
     * Fills at least the region.
     *
     * @param decoded planes of at least the announced size, rounded up to even
     * @param region clipped to the announced size; changed by the call
     */
    void fill(FrameSlot slot, Planes decoded, Region region);

    /** What the decoded numbers mean from now on. */
    void colours(int swscaleSpace, boolean fullRange);

    @Override
    void close();
}
