package dev.wavry.tck;

import dev.wavry.spi.media.Region;

/** Whether one region lies inside another. */
final class Coverage {
    private Coverage() {}

    /** True if no pixel of {@code inner} is outside {@code outer}. */
    static boolean covers(Region outer, Region inner) {
        for (int i = 0; i < inner.count(); i++) {
            for (int y = inner.y(i); y < inner.y(i) + inner.height(i); y++) {
                for (int x = inner.x(i); x < inner.x(i) + inner.width(i); x++) {
                    if (!contains(outer, x, y)) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private static boolean contains(Region region, int x, int y) {
        for (int i = 0; i < region.count(); i++) {
            if (x >= region.x(i)
                    && y >= region.y(i)
                    && x < region.x(i) + region.width(i)
                    && y < region.y(i) + region.height(i)) {
                return true;
            }
        }
        return false;
    }
}
