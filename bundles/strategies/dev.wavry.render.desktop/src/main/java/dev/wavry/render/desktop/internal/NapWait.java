package dev.wavry.render.desktop.internal;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.lwjgl.sdl.SDLEvents;

/**
 * For displays whose connection cannot be polled from outside: short naps with a look at SDL's queue in between. SDL's own wait
 * would hold the lock.
 */
final class NapWait implements DisplayWait {
    /** Adds at most this much to the way of an input event, at some hundred short wake-ups a second. */
    private static final long NAP_NANOS = 2_000_000;

    private volatile boolean woken;
    private volatile @Nullable Thread waiting;

    @Override
    public boolean hasUnseen(boolean readSocket) {
        return false;
    }

    @Override
    public void await(long maxNanos) {
        waiting = Thread.currentThread();
        long left = maxNanos;
        while (!woken && left > 0 && !eventCame()) {
            LockSupport.parkNanos(this, Math.min(left, NAP_NANOS));
            left -= NAP_NANOS;
        }
        waiting = null;
        woken = false;
    }

    private static boolean eventCame() {
        synchronized (Sdl.LOCK) {
            SDLEvents.SDL_PumpEvents();
            return SDLEvents.SDL_HasEvents(SDLEvents.SDL_EVENT_FIRST, SDLEvents.SDL_EVENT_LAST);
        }
    }

    @Override
    public void wake() {
        woken = true;
        LockSupport.unpark(waiting);
    }

    /** SDL tells it by an event or ends the process; there is no connection to look at here. */
    @Override
    public boolean isBroken() {
        return false;
    }

    @Override
    public void close() {
        wake();
    }
}
