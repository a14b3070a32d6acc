package dev.wavry.core.stream;

import java.util.concurrent.TimeUnit;

/** Does what sending leaves to be done when the frames are shown already, so that it takes no processor from them. Belongs to the media agent. */
final class Afterwards {
    private static final long AFTER_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private long atNanos = Long.MAX_VALUE;

    /** Something may have been sent. */
    void sent(long nowNanos) {
        if (atNanos == Long.MAX_VALUE) {
            atNanos = nowNanos + AFTER_NANOS;
        }
    }

    /** When {@link #work} wants to be called. */
    long atNanos() {
        return atNanos;
    }

    void work(Viewer[] viewers, long nowNanos) {
        if (nowNanos >= atNanos) {
            atNanos = Long.MAX_VALUE;
            for (Viewer viewer : viewers) {
                viewer.afterSending();
            }
        }
    }
}
