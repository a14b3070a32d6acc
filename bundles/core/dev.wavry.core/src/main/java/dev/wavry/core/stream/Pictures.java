package dev.wavry.core.stream;

import dev.wavry.spi.media.FrameSink;
import dev.wavry.spi.media.VideoFrame;

/** Where decoded pictures go. Belongs to DECODE. */
interface Pictures extends FrameSink<VideoFrame> {
    /** While true a newer picture is about to come. */
    void skipping(boolean on);

    /** Nothing newer came after all: what was held back is shown. */
    void showHeld();
}
