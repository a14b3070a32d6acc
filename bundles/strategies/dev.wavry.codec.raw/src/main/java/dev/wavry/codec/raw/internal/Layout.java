package dev.wavry.codec.raw.internal;

import dev.wavry.spi.codec.CodecId;
import dev.wavry.spi.media.PixelFormat;
import dev.wavry.spi.media.Region;
import dev.wavry.spi.media.VideoFormat;
import java.nio.ByteBuffer;

/**
 * The bytes of a coded frame, all numbers 16 bits, lowest byte first: width, height, number of rectangles; left, top, width and
 * height of each; then the pixels of each, row by row without gaps, as blue, green, red, unused.
 */
final class Layout {
    static final String IMPLEMENTATION = "raw";
    static final CodecId CODEC = CodecId.RAW;
    static final PixelFormat PIXELS = PixelFormat.BGR0;
    static final int PIXEL = Integer.BYTES;

    private static final int HEADER = 6;
    private static final int RECTANGLE = 8;

    private Layout() {}

    /** Bytes of a frame with this content. */
    static long size(Region region) {
        return HEADER + (long) RECTANGLE * region.count() + PIXEL * region.area();
    }

    /** Writes everything before the pixels; answers how many bytes that were. */
    static int writeHeader(ByteBuffer to, VideoFormat format, Region region) {
        put(to, 0, format.width());
        put(to, 2, format.height());
        put(to, 4, region.count());
        int at = HEADER;
        for (int i = 0; i < region.count(); i++, at += RECTANGLE) {
            put(to, at, region.x(i));
            put(to, at + 2, region.y(i));
            put(to, at + 4, region.width(i));
            put(to, at + 6, region.height(i));
        }
        return at;
    }

    /**
     * Checks a frame from outside against what was announced.
     *
     * @param rectangles gets left, top, width and height of each rectangle
     * @return how many rectangles there are; -1 if anything is wrong
     */
    static int readHeader(ByteBuffer from, VideoFormat format, int[] rectangles) {
        int start = from.position();
        if (from.remaining() < HEADER
                || get(from, start) != format.width()
                || get(from, start + 2) != format.height()
                || get(from, start + 4) > Region.MAX_RECTANGLES) {
            return -1;
        }
        int count = get(from, start + 4);
        long size = HEADER + (long) RECTANGLE * count;
        if (from.remaining() < size) {
            return -1;
        }
        for (int i = 0; i < count * 4; i++) {
            rectangles[i] = get(from, start + HEADER + i * Short.BYTES);
        }
        for (int i = 0; i < count; i++) {
            int at = i * 4;
            if (!inside(rectangles[at], rectangles[at + 2], format.width())
                    || !inside(rectangles[at + 1], rectangles[at + 3], format.height())) {
                return -1;
            }
            size += (long) PIXEL * rectangles[at + 2] * rectangles[at + 3];
        }
        return size == from.remaining() ? count : -1;
    }

    /** Where the pixels begin, counted from the frame's position. */
    static int pixelsAt(int count) {
        return HEADER + RECTANGLE * count;
    }

    private static boolean inside(int start, int length, int limit) {
        return length > 0 && start + length <= limit;
    }

    private static void put(ByteBuffer to, int at, int value) {
        to.put(at, (byte) value).put(at + 1, (byte) (value >> 8));
    }

    private static int get(ByteBuffer from, int at) {
        return from.get(at) & 255 | (from.get(at + 1) & 255) << 8;
    }
}
