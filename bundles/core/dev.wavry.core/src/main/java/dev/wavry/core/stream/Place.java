package dev.wavry.core.stream;

import dev.wavry.spi.media.Region;

/**
 * Where a region lies in a display, in its pixels.
 *
 * @param x left edge
 * @param y upper edge
 */
public record Place(int x, int y, int width, int height) {
    /** First column behind it. */
    public int right() {
        return x + width;
    }

    /** First row below it. */
    public int bottom() {
        return y + height;
    }

    /** The same as a region. */
    Region toRegion() {
        return new Region().add(x, y, width, height);
    }

    @Override
    public String toString() {
        return width + "x" + height + "+" + x + "+" + y;
    }
}
