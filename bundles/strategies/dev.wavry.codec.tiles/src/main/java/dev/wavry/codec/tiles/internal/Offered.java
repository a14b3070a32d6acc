package dev.wavry.codec.tiles.internal;

import dev.wavry.spi.codec.CodecId;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.lifecycle.CannotOpenException.Reason;
import dev.wavry.spi.media.VideoFormat;

/** What both sides refuse to open. */
final class Offered {
    /** Twice an 8K screen: both ends keep the picture twice, and the far side says how large it is. */
    private static final long MOST_PIXELS = 1L << 26;

    private Offered() {}

    /** The packer is native code that is not there for every machine. */
    static CannotOpenException noLibrary(LinkageError cause) {
        return new CannotOpenException(
                Reason.NOT_HERE,
                "The tile codec cannot load the library of zstd: " + cause.getMessage(),
                "Choose another codec",
                cause);
    }

    static void check(CodecId codec, String implementation, VideoFormat format) throws CannotOpenException {
        if (!codec.equals(Layout.CODEC)
                || !implementation.equals(Layout.IMPLEMENTATION)
                || !format.pixels().equals(Layout.PIXELS)) {
            throw new CannotOpenException(
                    Reason.UNSUPPORTED,
                    "The tile codec cannot do '" + implementation + "' as " + codec + " with "
                            + format.pixels().id() + " pixels, because it only knows " + Layout.PIXELS.id(),
                    "Ask for 'tiles' with " + Layout.PIXELS.id() + " pixels");
        }
        if ((long) format.width() * format.height() > MOST_PIXELS) {
            throw new CannotOpenException(
                    Reason.UNSUPPORTED,
                    "The tile codec cannot do " + format.width() + "x" + format.height()
                            + ", because both ends keep such a picture in memory more than once",
                    "Choose another codec or a smaller picture");
        }
    }
}
