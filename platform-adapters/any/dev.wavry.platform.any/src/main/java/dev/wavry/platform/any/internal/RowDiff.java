package dev.wavry.platform.any.internal;

import dev.wavry.spi.media.Region;
import java.util.Arrays;

/** Finds what changed between two pictures as bands of rows, each as wide as what changed in it. */
final class RowDiff {
    /** Bands closer than this are one: a rectangle costs more than a few equal rows. */
    private static final int GAP_ROWS = 16;

    private RowDiff() {}

    /** Adds what differs; pictures are row by row and of the same size. */
    static void compare(int[] before, int[] now, int width, int height, Region into) {
        int top = -1;
        int last = -1;
        int left = width;
        int right = 0;
        for (int y = 0; y < height; y++) {
            int start = y * width;
            int first = Arrays.mismatch(before, start, start + width, now, start, start + width);
            if (first >= 0) {
                if (top >= 0 && y - last > GAP_ROWS) {
                    into.add(left, top, right - left, last + 1 - top);
                    top = -1;
                    left = width;
                    right = 0;
                }
                top = top < 0 ? y : top;
                last = y;
                left = Math.min(left, first);
                right = Math.max(right, lastDifference(before, now, start, width) + 1);
            }
        }
        if (top >= 0) {
            into.add(left, top, right - left, last + 1 - top);
        }
    }

    private static int lastDifference(int[] before, int[] now, int start, int width) {
        int x = width - 1;
        while (before[start + x] == now[start + x]) {
            x--;
        }
        return x;
    }
}
