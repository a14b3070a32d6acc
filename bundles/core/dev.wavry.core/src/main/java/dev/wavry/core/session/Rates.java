package dev.wavry.core.session;

import dev.wavry.spi.media.MediaClock;

/** Bits and frames per second over the time since they were last asked for, at least half a second. Safe from any thread. */
final class Rates {
    private static final long LEAST_NANOS = 500_000_000L;

    private final MediaClock clock;
    private long sinceNanos;
    private long bytesThen;
    private long framesThen;
    private double kbps;
    private double fps;

    Rates(MediaClock clock) {
        this.clock = clock;
        this.sinceNanos = clock.nanoTime();
    }

    synchronized void update(long bytes, long frames) {
        long now = clock.nanoTime();
        long span = now - sinceNanos;
        if (span < LEAST_NANOS) {
            return;
        }
        kbps = (bytes - bytesThen) * 8e6 / span;
        fps = (frames - framesThen) * 1e9 / span;
        sinceNanos = now;
        bytesThen = bytes;
        framesThen = frames;
    }

    synchronized double kbps() {
        return kbps;
    }

    synchronized double framesPerSecond() {
        return fps;
    }
}
