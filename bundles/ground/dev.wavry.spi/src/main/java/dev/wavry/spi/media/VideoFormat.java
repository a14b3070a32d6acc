package dev.wavry.spi.media;

/**
 * Size and pixel format of a picture.
 *
 * @param width pixels, 1 to {@value #MAX_SIDE}
 * @param height pixels, 1 to {@value #MAX_SIDE}
 * @param pixels layout of the pixels
 */
public record VideoFormat(int width, int height, PixelFormat pixels) {
    /** Longest side of a picture that anything here accepts; larger sizes from outside are refused before memory is made. */
    public static final int MAX_SIDE = 16384;

    public VideoFormat {
        if (width < 1 || height < 1 || width > MAX_SIDE || height > MAX_SIDE) {
            throw new IllegalArgumentException("picture size " + width + "x" + height + " is outside 1.." + MAX_SIDE);
        }
    }

    /** The same format with other pixels. */
    public VideoFormat with(PixelFormat other) {
        return new VideoFormat(width, height, other);
    }

    @Override
    public String toString() {
        return width + "x" + height + "/" + pixels.id();
    }
}
