package dev.wavry.core.measure;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Times between one presented picture and the next, as counters that only grow, so that whoever looks twice knows what happened in between.
 * Meaningful while content moves: a still screen has no next picture.
 */
public final class PresentGaps {
    private static final long NANOS_PER_MILLI = 1_000_000;
    /** One and a half, two and three pictures at 60 a second; then what a person notices, minds and calls broken. */
    private static final int[] LIMITS_MILLIS = {25, 33, 50, 100, 250, 1000};

    private final AtomicLongArray over = new AtomicLongArray(LIMITS_MILLIS.length);
    private volatile long longestNanos;
    private long lastNanos;

    /** Takes the time of a presentation; always from the same thread. */
    public void presented(long nanos) {
        long gap = lastNanos == 0 ? 0 : nanos - lastNanos;
        lastNanos = nanos;
        for (int i = 0; i < LIMITS_MILLIS.length && gap > LIMITS_MILLIS[i] * NANOS_PER_MILLI; i++) {
            over.lazySet(i, over.get(i) + 1);
        }
        if (gap > longestNanos) {
            longestNanos = gap;
        }
    }

    /** Adds {@code presentGapsOver<N>Ms} for each limit and {@code presentGapLongestMicros}; any thread. */
    public void into(Map<String, Long> counters) {
        for (int i = 0; i < LIMITS_MILLIS.length; i++) {
            counters.put("presentGapsOver" + LIMITS_MILLIS[i] + "Ms", over.get(i));
        }
        counters.put("presentGapLongestMicros", longestNanos / 1000);
    }
}
