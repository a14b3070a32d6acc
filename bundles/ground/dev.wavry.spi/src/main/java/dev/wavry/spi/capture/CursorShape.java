package dev.wavry.spi.capture;

import java.nio.IntBuffer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Picture of a pointer.
 *
 * @param serial changes whenever the shape does
 * @param width pixels, 1 to 256
 * @param height pixels, 1 to 256
 * @param hotspotX pixel of the shape that points, from the left
 * @param hotspotY pixel of the shape that points, from the top
 * @param argb premultiplied ARGB pixels, row by row, {@code width * height} of them; not to be changed
 */
@ProviderType
public record CursorShape(long serial, int width, int height, int hotspotX, int hotspotY, IntBuffer argb) {
    /** Largest side of a shape. */
    public static final int MAX_SIDE = 256;

    public CursorShape {
        if (width < 1 || height < 1 || width > MAX_SIDE || height > MAX_SIDE || argb.remaining() != width * height) {
            throw new IllegalArgumentException(
                    "cursor of " + width + "x" + height + " with " + argb.remaining() + " pixels");
        }
    }
}
