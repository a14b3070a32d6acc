package dev.wavry.core.stream;

import dev.wavry.spi.media.Region;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where a display moves like video: often, all over, and so that an exact codec of parts needs many bytes for it. Text that scrolls
 * moves often too, but costs little. Belongs to the media agent.
 */
final class MotionMap {
    static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** A region without a picture for so long stands still. */
    private static final long STILL_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    private static final int CELL = 64;
    private static final float KEPT_PER_TICK = 0.85f;

    /** Pictures that covered a cell, old ones counting less: some 12 a second for a while. */
    private static final float HOT_PICTURES = 8;

    /** Grain takes two bytes a pixel and more, text less than a twentieth of one. */
    private static final float HOT_BYTES_PER_PIXEL = 0.25f;

    /** So much of the smallest rectangle around what is hot must be hot. */
    private static final float DENSE = 0.6f;

    /** Less is not worth a decoder. */
    private static final int MIN_CELLS = 4;

    private int width;
    private int height;
    private int columns;
    private int rows;
    private float[] pictures = {};
    private float[] bytes = {};
    private float[] pixels = {};
    /** What changed since the last tick. */
    private final Region changed = new Region();

    private long movedAtNanos;
    private boolean quiet = true;

    /** A picture of this size changed. */
    void damaged(Region damage, int pictureWidth, int pictureHeight, @Nullable Place live, long nowNanos) {
        if (pictureWidth != width || pictureHeight != height) {
            resize(pictureWidth, pictureHeight);
        }
        quiet = false;
        changed.addAll(damage);
        long inside = 0;
        for (int i = 0; i < damage.count(); i++) {
            spread(pictures, damage, i, 1f / (CELL * CELL));
            inside += live == null ? 0 : overlap(damage, i, live.x(), live.y(), live.right(), live.bottom());
        }
        if (live != null && 4 * inside >= (long) live.width() * live.height()) {
            movedAtNanos = nowNanos;
        }
    }

    private void resize(int newWidth, int newHeight) {
        width = newWidth;
        height = newHeight;
        columns = (width + CELL - 1) / CELL;
        rows = (height + CELL - 1) / CELL;
        pictures = new float[columns * rows];
        bytes = new float[columns * rows];
        pixels = new float[columns * rows];
    }

    /** A part of the picture was coded into so many bytes. */
    void coded(Region damage, int size) {
        float perPixel = size / (float) Math.max(1, damage.area());
        for (int i = 0; i < damage.count(); i++) {
            spread(pixels, damage, i, 1);
            spread(bytes, damage, i, perPixel);
        }
    }

    private void spread(float[] cells, Region damage, int index, float perPixel) {
        int right = Math.min(width, damage.x(index) + damage.width(index));
        int bottom = Math.min(height, damage.y(index) + damage.height(index));
        for (int row = damage.y(index) / CELL; row * CELL < bottom; row++) {
            for (int column = damage.x(index) / CELL; column * CELL < right; column++) {
                int x = column * CELL;
                int y = row * CELL;
                cells[row * columns + column] += perPixel * overlap(damage, index, x, y, x + CELL, y + CELL);
            }
        }
    }

    private static long overlap(Region damage, int i, int left, int top, int right, int bottom) {
        long across = Math.min(right, damage.x(i) + damage.width(i)) - Math.max(left, damage.x(i));
        long down = Math.min(bottom, damage.y(i) + damage.height(i)) - Math.max(top, damage.y(i));
        return Math.max(0, across) * Math.max(0, down);
    }

    /** True if nothing moved for so long that ticks tell nothing new. */
    boolean isQuiet() {
        return quiet;
    }

    /** A tenth of a second went by. @return where it moves like video, or null if nowhere */
    @Nullable
    Place tick() {
        int left = columns;
        int right = -1;
        int top = rows;
        int bottom = -1;
        int hot = 0;
        float most = 0;
        for (int i = 0; i < pictures.length; i++) {
            if (isHot(i)) {
                hot++;
                left = Math.min(left, i % columns);
                right = Math.max(right, i % columns);
                top = Math.min(top, i / columns);
                bottom = Math.max(bottom, i / columns);
            }
            most = Math.max(most, pictures[i]);
            pictures[i] *= KEPT_PER_TICK;
            bytes[i] *= KEPT_PER_TICK;
            pixels[i] *= KEPT_PER_TICK;
        }
        quiet = most < 0.1f;
        boolean dense = hot >= MIN_CELLS && hot >= DENSE * (right - left + 1) * (bottom - top + 1);
        Place found = dense ? bounds(left * CELL, top * CELL, (right + 1) * CELL, (bottom + 1) * CELL) : null;
        changed.clear();
        return found;
    }

    private boolean isHot(int cell) {
        return pictures[cell] >= HOT_PICTURES && pixels[cell] > 0 && bytes[cell] >= HOT_BYTES_PER_PIXEL * pixels[cell];
    }

    /**
     * What changed in a rectangle of hot cells and reaches a little into those around, which it covers too little to make them hot; as the
     * smallest even rectangle around it.
     */
    private @Nullable Place bounds(int left, int top, int right, int bottom) {
        int l = right;
        int t = bottom;
        int r = left;
        int b = top;
        for (int i = 0; i < changed.count(); i++) {
            long area = (long) changed.width(i) * changed.height(i);
            if (4 * overlap(changed, i, left, top, right, bottom) >= area) {
                l = Math.min(l, Math.max(left - CELL, changed.x(i)));
                t = Math.min(t, Math.max(top - CELL, changed.y(i)));
                r = Math.max(r, Math.min(right + CELL, changed.x(i) + changed.width(i)));
                b = Math.max(b, Math.min(bottom + CELL, changed.y(i) + changed.height(i)));
            }
        }
        l = Math.max(0, l) & -2;
        t = Math.max(0, t) & -2;
        // Codecs want even sizes; an odd last row or column stays with the parts.
        r = Math.min(r + 1 & -2, width & -2);
        b = Math.min(b + 1 & -2, height & -2);
        return r - l < CELL || b - t < CELL ? null : new Place(l, t, r - l, b - t);
    }

    /** A region is coded as video from now on. */
    void begun(long nowNanos) {
        movedAtNanos = nowNanos;
        Arrays.fill(bytes, 0);
        Arrays.fill(pixels, 0);
    }

    /** True if the region that is coded as video does not move any more. */
    boolean isStill(long nowNanos) {
        return nowNanos - movedAtNanos > STILL_NANOS;
    }
}
