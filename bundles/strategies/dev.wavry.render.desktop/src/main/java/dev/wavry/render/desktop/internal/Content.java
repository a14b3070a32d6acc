package dev.wavry.render.desktop.internal;

import dev.wavry.spi.media.Region;
import dev.wavry.spi.media.VideoFrame;
import org.lwjgl.system.MemoryUtil;

/**
 * The last picture in memory of our own, so that no picture is held while the window may need it again (uncovered, resized,
 * scaled). Guarded by {@link Sdl#LOCK}.
 */
final class Content {
    private static final int BYTES_PER_PIXEL = 4;

    private long address;
    private int width;
    private int height;
    private boolean filled;

    /** Makes room for pictures of a size; true if the size is new and the content is gone. */
    boolean resize(int newWidth, int newHeight) {
        if (newWidth == width && newHeight == height) {
            return false;
        }
        free();
        width = newWidth;
        height = newHeight;
        address = MemoryUtil.nmemCallocChecked((long) width * height, BYTES_PER_PIXEL);
        return true;
    }

    boolean isFilled() {
        return filled;
    }

    long address() {
        return address;
    }

    int stride() {
        return width * BYTES_PER_PIXEL;
    }

    void take(VideoFrame picture, Region damage) {
        copy(picture.address(0), picture.stride(0), 0, 0, address, stride(), 0, 0, damage);
        filled = true;
    }

    /**
     * Takes rectangles of a picture whose upper left corner lies at a place of the content.
     *
     * @param rectangles in the content's pixels, within the content and within the picture
     */
    void takeRegion(VideoFrame picture, int x, int y, Region rectangles) {
        copy(picture.address(0), picture.stride(0), -x, -y, address, stride(), 0, 0, rectangles);
    }

    /** Copies the rectangles of a region from one picture of 4 bytes a pixel into another, at an offset. */
    static void copy(
            long from, int fromStride, int fromX, int fromY, long to, int toStride, int toX, int toY, Region region) {
        for (int i = 0; i < region.count(); i++) {
            long source =
                    from + (long) (region.y(i) + fromY) * fromStride + (long) (region.x(i) + fromX) * BYTES_PER_PIXEL;
            long target = to + (long) (region.y(i) + toY) * toStride + (long) (region.x(i) + toX) * BYTES_PER_PIXEL;
            long bytes = (long) region.width(i) * BYTES_PER_PIXEL;
            int rows = region.height(i);
            if (bytes == fromStride && bytes == toStride) {
                MemoryUtil.memCopy(source, target, bytes * rows);
                continue;
            }
            for (int row = 0; row < rows; row++, source += fromStride, target += toStride) {
                MemoryUtil.memCopy(source, target, bytes);
            }
        }
    }

    void free() {
        if (address != 0) {
            MemoryUtil.nmemFree(address);
            address = 0;
        }
        width = 0;
        height = 0;
        filled = false;
    }
}
