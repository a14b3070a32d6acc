package dev.wavry.codec.raw.internal;

import dev.wavry.spi.codec.CodecId;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.lifecycle.CannotOpenException.Reason;
import dev.wavry.spi.media.VideoFormat;

/** What both sides refuse to open. */
final class Offered {
    /** A frame must fit into one Java buffer. */
    private static final long MOST_PIXELS = Integer.MAX_VALUE / Layout.PIXEL - 1024;

    private Offered() {}

    static void check(CodecId codec, String implementation, VideoFormat format) throws CannotOpenException {
        if (!codec.equals(Layout.CODEC)
                || !implementation.equals(Layout.IMPLEMENTATION)
                || !format.pixels().equals(Layout.PIXELS)) {
            throw new CannotOpenException(
                    Reason.UNSUPPORTED,
                    "The raw codec cannot do '" + implementation + "' as " + codec + " with "
                            + format.pixels().id() + " pixels, because it only passes " + Layout.PIXELS.id() + " on",
                    "Ask for 'raw' with " + Layout.PIXELS.id() + " pixels");
        }
        if ((long) format.width() * format.height() > MOST_PIXELS) {
            throw new CannotOpenException(
                    Reason.UNSUPPORTED,
                    "The raw codec cannot do " + format.width() + "x" + format.height()
                            + ", because one frame would not fit into memory",
                    "Choose another codec or a smaller picture");
        }
    }
}
