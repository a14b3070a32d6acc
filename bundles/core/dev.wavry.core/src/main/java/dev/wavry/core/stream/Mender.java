package dev.wavry.core.stream;

import dev.wavry.spi.media.RateTarget;

/** Sends anew what a viewer misses. Belongs to CONTROL. */
public interface Mender {
    /** A viewer cannot go on without a key frame. */
    void keyFrameWanted();

    /** These parts (inclusive, numbers of the wire) did not reach a viewer, or it could not use them. */
    void partsLost(int epoch, long first, long last);

    /** What a viewer's path carries of pictures from now on. */
    void carries(Viewer viewer, RateTarget rate);
}
