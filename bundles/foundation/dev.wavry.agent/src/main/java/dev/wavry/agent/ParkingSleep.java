package dev.wavry.agent;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Waits by parking its thread; for agents without an operating system resource to wait on. */
public final class ParkingSleep implements Sleep {
    private volatile boolean woken;
    private volatile @Nullable Thread sleeper;

    @Override
    public void await(long maxNanos) {
        sleeper = Thread.currentThread();
        if (!woken) {
            LockSupport.parkNanos(this, maxNanos);
        }
        sleeper = null;
        woken = false;
    }

    @Override
    public void wake() {
        woken = true;
        LockSupport.unpark(sleeper);
    }
}
