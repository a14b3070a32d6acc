package dev.wavry.transport.tls.internal;

import java.io.IOException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Sleeps until a socket can be read, somebody wakes it or the time is over. Selectors count in milliseconds, so the last part of
 * a wait is spent in naps with a look at the socket between them.
 */
final class Waiter {
    private static final long NANOS_PER_MILLI = 1_000_000;

    /** Naps overshoot by about 75 us (timer slack), so a deadline closer than this is not worth one. */
    private static final long SHORTEST_NAP_NANOS = 80_000;

    private static final long NAP_NANOS = 50_000;

    private final Selector selector;
    /** Level-triggered: the reader looks at the socket itself, so nothing has to be remembered about keys. */
    private final Consumer<SelectionKey> noted = key -> {};

    private volatile boolean woken;

    Waiter(Selector selector) {
        this.selector = selector;
    }

    void await(long maxNanos) {
        try {
            if (maxNanos >= NANOS_PER_MILLI) {
                if (!woken) {
                    selector.select(noted, maxNanos / NANOS_PER_MILLI);
                }
            } else if (maxNanos > 0) {
                nap(maxNanos);
            }
        } catch (IOException | ClosedSelectorException e) {
            // A closed carrier has nothing to wait for; its agent learns it from the next call.
        }
        woken = false;
    }

    void wake() {
        woken = true;
        selector.wakeup();
    }

    private void nap(long maxNanos) throws IOException {
        long left = maxNanos;
        while (!woken && selector.selectNow(noted) == 0 && left > SHORTEST_NAP_NANOS) {
            LockSupport.parkNanos(this, NAP_NANOS);
            left -= NAP_NANOS + SHORTEST_NAP_NANOS;
        }
    }
}
