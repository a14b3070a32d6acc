package dev.wavry.api;

import org.osgi.annotation.versioning.ProviderType;

/** Looks at the pictures of one session from a moment on, such as before and after a part is replaced. Safe from any thread. */
@ProviderType
public interface SessionWatch extends AutoCloseable {
    /** Change on the screen to presentation, or on the host to sending, of the pictures since the beginning or the last {@link #again}. */
    Percentiles latencyMs();

    /** Longest time between two of these pictures in milliseconds; 0 if there were fewer than two. A still screen has none. */
    double longestGapMs();

    /** So many pictures are remembered by {@link #frameNanos}: four minutes at 60 a second. */
    int MOST_FRAMES = 16_384;

    /** When pictures came since it began to look, the last {@value #MOST_FRAMES} of them, by {@link System#nanoTime}; not forgotten by {@link #again}. */
    long[] frameNanos();

    /** Forgets what was seen; the picture before counts for the next gap. */
    void again();

    /** Looks no longer. */
    @Override
    void close();
}
