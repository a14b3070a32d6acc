package dev.wavry.platform.any.audio.javasound.internal;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Sleeps between two looks at a line, because lines wake nobody; ends early when told. */
final class Looks {
    private final long everyNanos;
    private volatile boolean woken;
    private volatile @Nullable Thread sleeper;

    Looks(long everyNanos) {
        this.everyNanos = everyNanos;
    }

    void await(long maxNanos, boolean idle) {
        sleeper = Thread.currentThread();
        if (!woken) {
            long nanos = idle ? maxNanos : Math.min(maxNanos, everyNanos);
            if (nanos > 0) {
                LockSupport.parkNanos(this, nanos);
            }
        }
        sleeper = null;
        woken = false;
    }

    void wake() {
        woken = true;
        LockSupport.unpark(sleeper);
    }
}
