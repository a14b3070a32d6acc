package dev.wavry.platform.linux.capture.x11.internal;

import dev.wavry.spi.media.Region;

/**
 * Which rectangles to ask the server for. Every request costs a round trip, so rectangles are joined where the extra pixels cost less, and
 * wide ones become bands as wide as the picture, which need no second copy.
 */
final class GrabPlan {
    /** Pixels that the server copies in the time of one round trip: about 13 us at 0.4 ns a pixel, measured. */
    static final int ROUND_TRIP_PIXELS = 32 * 1024;

    private static final int MOST = 2 * Region.MAX_RECTANGLES;

    private final int pictureWidth;
    private final int[] left = new int[MOST];
    private final int[] top = new int[MOST];
    private final int[] right = new int[MOST];
    private final int[] bottom = new int[MOST];
    private int count;

    GrabPlan(int pictureWidth) {
        this.pictureWidth = pictureWidth;
    }

    /** Plans to cover both regions. */
    GrabPlan cover(Region first, Region second) {
        count = 0;
        append(first);
        append(second);
        while (joinOnePair()) {
            // Each join may make another one worth it.
        }
        for (int i = 0; i < count; i++) {
            if (2 * (right[i] - left[i]) >= pictureWidth) {
                left[i] = 0;
                right[i] = pictureWidth;
            }
        }
        return this;
    }

    int count() {
        return count;
    }

    int x(int i) {
        return left[i];
    }

    int y(int i) {
        return top[i];
    }

    int width(int i) {
        return right[i] - left[i];
    }

    int height(int i) {
        return bottom[i] - top[i];
    }

    private void append(Region region) {
        for (int i = 0; i < region.count(); i++) {
            left[count] = region.x(i);
            top[count] = region.y(i);
            right[count] = region.x(i) + region.width(i);
            bottom[count] = region.y(i) + region.height(i);
            count++;
        }
    }

    private boolean joinOnePair() {
        for (int a = 0; a < count; a++) {
            for (int b = a + 1; b < count; b++) {
                int l = Math.min(left[a], left[b]);
                int t = Math.min(top[a], top[b]);
                int r = Math.max(right[a], right[b]);
                int m = Math.max(bottom[a], bottom[b]);
                if ((long) (r - l) * (m - t) <= area(a) + area(b) + ROUND_TRIP_PIXELS) {
                    set(a, l, t, r, m);
                    count--;
                    set(b, left[count], top[count], right[count], bottom[count]);
                    return true;
                }
            }
        }
        return false;
    }

    private long area(int i) {
        return (long) width(i) * height(i);
    }

    private void set(int i, int l, int t, int r, int b) {
        left[i] = l;
        top[i] = t;
        right[i] = r;
        bottom[i] = b;
    }
}
