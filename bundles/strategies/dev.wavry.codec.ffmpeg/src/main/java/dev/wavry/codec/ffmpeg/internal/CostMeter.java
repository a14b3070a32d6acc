package dev.wavry.codec.ffmpeg.internal;

import java.util.function.LongConsumer;

/** Learns what a million pixels cost from big pictures of real sessions, because small ones are all overhead. One thread. */
final class CostMeter implements AutoCloseable {
    private static final long PIXELS_PER_MEGAPIXEL = 1_000_000;
    /** Fewer pictures are warm-up of caches and compilers. */
    private static final int LEAST_PICTURES = 30;

    private final long leastPixels;
    private final LongConsumer report;
    private long startNanos;
    private long pixels;
    private long smoothed;
    private int pictures;

    /**
     * @param leastPixels smaller pictures are not looked at
     * @param report told the time of a megapixel in nanoseconds when closed, if anything was learnt
     */
    CostMeter(long leastPixels, LongConsumer report) {
        this.leastPixels = leastPixels;
        this.report = report;
    }

    void sent(long nowNanos, long changedPixels) {
        startNanos = nowNanos;
        pixels = changedPixels;
    }

    void received(long nowNanos) {
        if (pixels < leastPixels) {
            return;
        }
        long nanos = (nowNanos - startNanos) * PIXELS_PER_MEGAPIXEL / pixels;
        smoothed = pictures == 0 ? nanos : smoothed + (nanos - smoothed) / 16;
        pictures++;
        pixels = 0;
    }

    @Override
    public void close() {
        if (pictures >= LEAST_PICTURES) {
            report.accept(smoothed);
        }
    }
}
