package dev.wavry.core.slot;

import dev.wavry.agent.Sleep;
import dev.wavry.spi.lifecycle.Awaitable;

/**
 * Sleeps in a handle and can be shut: whoever still holds this to wake an agent does not touch a handle that is closed by now.
 */
public final class HandleSleep implements Sleep {
    private final Awaitable handle;
    private boolean shut;

    /** Sleeps in this handle until it is shut. */
    public HandleSleep(Awaitable handle) {
        this.handle = handle;
    }

    @Override
    public void await(long maxNanos) {
        handle.await(maxNanos);
    }

    @Override
    public synchronized void wake() {
        if (!shut) {
            handle.wake();
        }
    }

    /** From now on the handle is left alone; call it before closing the handle. */
    public synchronized void shut() {
        shut = true;
    }
}
