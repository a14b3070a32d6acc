package dev.wavry.render.desktop.internal;

import org.lwjgl.system.MemoryUtil;

/**
 * Bilinear scaling in which every pixel of the window depends on its position alone, so that a part scaled by itself joins the
 * rest without a seam. Guarded by {@link Sdl#LOCK}.
 */
final class Scaler {
    private static final int FRACTION_BITS = 8;
    private static final int ONE = 1 << FRACTION_BITS;
    private static final int RED_BLUE = 0xFF00FF;
    private static final int GREEN = 0x00FF00;

    private int[] columns = {};
    private int[] rows = {};

    void prepare(Layout layout) {
        columns = positions(layout.pictureWidth, layout.width);
        rows = positions(layout.pictureHeight, layout.height);
    }

    /** For each target pixel the position of its centre in the source, in 1/256 pixels from the centre of the first. */
    private static int[] positions(int sourceSize, int targetSize) {
        int[] positions = new int[targetSize];
        for (int i = 0; i < targetSize; i++) {
            long centre = (2L * i + 1) * sourceSize * ONE / (2L * targetSize) - ONE / 2;
            positions[i] = (int) Math.max(0, Math.min((sourceSize - 1L) * ONE, centre));
        }
        return positions;
    }

    /** First target pixel that a source pixel can show in. */
    static int firstTarget(int source, int sourceSize, int targetSize) {
        return (int) Math.max(0, Math.floorDiv((source - 1L) * targetSize, sourceSize) - 1);
    }

    /** First target pixel after {@code source} (exclusive end) that it cannot show in. */
    static int endTarget(int source, int sourceSize, int targetSize) {
        return (int) Math.min(targetSize, ((source + 1L) * targetSize + sourceSize - 1) / sourceSize + 1);
    }

    /** Scales the target pixels of a rectangle; {@code to} is the address of target pixel 0,0. */
    void scale(long from, int fromStride, long to, int toStride, int left, int top, int right, int bottom) {
        for (int y = top; y < bottom; y++) {
            int position = rows[y];
            int fraction = position & (ONE - 1);
            long upper = from + (long) (position >> FRACTION_BITS) * fromStride;
            long lower = fraction == 0 ? upper : upper + fromStride;
            scaleRow(upper, lower, fraction, to + (long) y * toStride, left, right);
        }
    }

    private void scaleRow(long upper, long lower, int rowFraction, long target, int left, int right) {
        for (int x = left; x < right; x++) {
            int position = columns[x];
            int fraction = position & (ONE - 1);
            long at = (long) (position >> FRACTION_BITS) * 4;
            long next = fraction == 0 ? at : at + 4;
            int above = mix(MemoryUtil.memGetInt(upper + at), MemoryUtil.memGetInt(upper + next), fraction);
            int below = mix(MemoryUtil.memGetInt(lower + at), MemoryUtil.memGetInt(lower + next), fraction);
            MemoryUtil.memPutInt(target + 4L * x, mix(above, below, rowFraction));
        }
    }

    private static int mix(int a, int b, int fraction) {
        int rest = ONE - fraction;
        int redBlue = (int) ((a & RED_BLUE) * (long) rest + (b & RED_BLUE) * (long) fraction >>> FRACTION_BITS);
        int green = (a & GREEN) * rest + (b & GREEN) * fraction >>> FRACTION_BITS;
        return redBlue & RED_BLUE | green & GREEN;
    }
}
