package dev.wavry.platform.linux.capture.x11.internal;

import com.sun.jna.Pointer;
import dev.wavry.spi.capture.CursorShape;
import java.nio.IntBuffer;

/**
 * A pointer as XFixes tells it.
 *
 * @param shape what it looks like, cut to the largest shape there is
 * @param visible false if every pixel is transparent, which is how X programs hide it
 */
record CursorPicture(CursorShape shape, boolean visible) {
    /** Reads an {@code XFixesCursorImage}, whose pixels are 32 bits each in an array of 64-bit numbers. */
    static CursorPicture read(Pointer image) {
        int fullWidth = image.getShort(4) & 0xffff;
        int fullHeight = image.getShort(6) & 0xffff;
        int width = Math.min(CursorShape.MAX_SIDE, fullWidth);
        int height = Math.min(CursorShape.MAX_SIDE, fullHeight);
        if (width == 0 || height == 0) {
            return new CursorPicture(new CursorShape(image.getLong(16), 1, 1, 0, 0, IntBuffer.allocate(1)), false);
        }
        long[] longs = image.getPointer(24).getLongArray(0, fullWidth * fullHeight);
        int[] argb = new int[width * height];
        int opacity = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int pixel = (int) longs[y * fullWidth + x];
                argb[y * width + x] = pixel;
                opacity |= pixel >>> 24;
            }
        }
        CursorShape shape = new CursorShape(
                image.getLong(16),
                width,
                height,
                image.getShort(8) & 0xffff,
                image.getShort(10) & 0xffff,
                IntBuffer.wrap(argb).asReadOnlyBuffer());
        return new CursorPicture(shape, opacity != 0);
    }
}
