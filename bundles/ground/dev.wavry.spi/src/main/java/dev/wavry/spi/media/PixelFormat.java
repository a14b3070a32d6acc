package dev.wavry.spi.media;

/**
 * How pixels lie in memory. The id is what travels between bundles and machines, so a new format needs no new SPI.
 *
 * @param id lower-case name, as FFmpeg's {@code pix_fmt} calls it
 * @param planes number of planes, 1 to 4
 */
public record PixelFormat(String id, int planes) {
    /** One plane, four bytes a pixel: blue, green, red, unused. What X11, SDL and most captures give on little-endian machines. */
    public static final PixelFormat BGR0 = new PixelFormat("bgr0", 1);
    /** Three planes: luma, and two chroma planes of half width and half height (rounded up). */
    public static final PixelFormat YUV420P = new PixelFormat("yuv420p", 3);
    /** Three planes of full size. */
    public static final PixelFormat YUV444P = new PixelFormat("yuv444p", 3);
    /** Two planes: luma, and interleaved chroma of half width and height. */
    public static final PixelFormat NV12 = new PixelFormat("nv12", 2);
}
