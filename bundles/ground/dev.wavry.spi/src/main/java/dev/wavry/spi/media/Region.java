package dev.wavry.spi.media;

import org.osgi.annotation.versioning.ProviderType;

/**
 * A part of a picture as at most {@value #MAX_RECTANGLES} rectangles in pixels; beyond that rectangles are merged, so the region may cover
 * more than was added but never less.
 *
 * <p>Mutable and free of garbage; not thread-safe.
 */
@ProviderType
public final class Region {
    /** More rectangles than this cost more in calls than they save in pixels. */
    public static final int MAX_RECTANGLES = 16;

    private final int[] left = new int[MAX_RECTANGLES];
    private final int[] top = new int[MAX_RECTANGLES];
    private final int[] right = new int[MAX_RECTANGLES];
    private final int[] bottom = new int[MAX_RECTANGLES];
    private int count;

    /** How many rectangles there are; 0 means nothing changed. */
    public int count() {
        return count;
    }

    /** True if nothing is in it. */
    public boolean isEmpty() {
        return count == 0;
    }

    /** Left edge of rectangle {@code index}, inclusive. */
    public int x(int index) {
        return left[index];
    }

    /** Top edge of rectangle {@code index}, inclusive. */
    public int y(int index) {
        return top[index];
    }

    /** Width of rectangle {@code index}. */
    public int width(int index) {
        return right[index] - left[index];
    }

    /** Height of rectangle {@code index}. */
    public int height(int index) {
        return bottom[index] - top[index];
    }

    /** Sum of the areas in pixels; overlaps count twice. */
    public long area() {
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += (long) width(i) * height(i);
        }
        return sum;
    }

    /** Empties the region. */
    public Region clear() {
        count = 0;
        return this;
    }

    /** Makes the region the whole picture. */
    public Region full(int width, int height) {
        count = 0;
        return add(0, 0, width, height);
    }

    /** Makes this a copy of another. */
    public Region copyFrom(Region other) {
        count = other.count;
        System.arraycopy(other.left, 0, left, 0, count);
        System.arraycopy(other.top, 0, top, 0, count);
        System.arraycopy(other.right, 0, right, 0, count);
        System.arraycopy(other.bottom, 0, bottom, 0, count);
        return this;
    }

    /** Adds every rectangle of another region. */
    public Region addAll(Region other) {
        for (int i = 0; i < other.count; i++) {
            addEdges(other.left[i], other.top[i], other.right[i], other.bottom[i]);
        }
        return this;
    }

    /** Adds a rectangle; an empty one is ignored. */
    public Region add(int x, int y, int width, int height) {
        if (width > 0 && height > 0) {
            addEdges(x, y, x + width, y + height);
        }
        return this;
    }

    /** Cuts everything outside a picture of this size away. */
    public Region clip(int width, int height) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            int l = Math.max(0, left[i]);
            int t = Math.max(0, top[i]);
            int r = Math.min(width, right[i]);
            int b = Math.min(height, bottom[i]);
            if (l < r && t < b) {
                set(kept++, l, t, r, b);
            }
        }
        count = kept;
        return this;
    }

    /** Grows every rectangle outwards to multiples of {@code pixels} (a power of two), cut to the picture. */
    public Region align(int pixels, int width, int height) {
        int mask = -pixels;
        for (int i = 0; i < count; i++) {
            set(i, left[i] & mask, top[i] & mask, (right[i] + pixels - 1) & mask, (bottom[i] + pixels - 1) & mask);
        }
        return clip(width, height);
    }

    /** Replaces all rectangles by the smallest one around them. */
    public Region toBounds() {
        while (count > 1) {
            union(0, --count);
        }
        return this;
    }

    private void addEdges(int l, int t, int r, int b) {
        for (int i = 0; i < count; i++) {
            if (l >= left[i] && t >= top[i] && r <= right[i] && b <= bottom[i]) {
                return;
            }
        }
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (left[i] < l || top[i] < t || right[i] > r || bottom[i] > b) {
                set(kept++, left[i], top[i], right[i], bottom[i]);
            }
        }
        count = kept;
        if (count == MAX_RECTANGLES) {
            mergeCheapest(l, t, r, b);
        } else {
            set(count++, l, t, r, b);
        }
    }

    private void mergeCheapest(int l, int t, int r, int b) {
        int best = 0;
        long bestGrowth = Long.MAX_VALUE;
        for (int i = 0; i < count; i++) {
            long grown = (long) (Math.max(right[i], r) - Math.min(left[i], l))
                    * (Math.max(bottom[i], b) - Math.min(top[i], t));
            long growth = grown - (long) width(i) * height(i);
            if (growth < bestGrowth) {
                bestGrowth = growth;
                best = i;
            }
        }
        set(best, Math.min(left[best], l), Math.min(top[best], t), Math.max(right[best], r), Math.max(bottom[best], b));
    }

    private void union(int into, int from) {
        set(
                into,
                Math.min(left[into], left[from]),
                Math.min(top[into], top[from]),
                Math.max(right[into], right[from]),
                Math.max(bottom[into], bottom[from]));
    }

    private void set(int index, int l, int t, int r, int b) {
        left[index] = l;
        top[index] = t;
        right[index] = r;
        bottom[index] = b;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < count; i++) {
            text.append(i == 0 ? "" : " ")
                    .append(width(i))
                    .append('x')
                    .append(height(i))
                    .append('+')
                    .append(left[i])
                    .append('+')
                    .append(top[i]);
        }
        return text.append(']').toString();
    }
}
