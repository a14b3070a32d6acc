package dev.wavry.transport.loopback.internal;

import dev.wavry.spi.transport.PathAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.PriorityQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** What is on its way to one carrier. Any thread puts, one agent takes and waits. */
final class Inbox {
    /** A second at 100 Mbit/s; more than that under way is a test that forgot to read. */
    private static final int MAX_BYTES = 12_500_000;

    private static final long NOTHING_DUE = Long.MAX_VALUE;

    private final PriorityQueue<Parcel> underWay = new PriorityQueue<>();
    private final ArrayDeque<Parcel> unused = new ArrayDeque<>();
    private long bytes;
    private long numbers;
    private boolean closed;

    private volatile boolean woken;
    private volatile @Nullable Thread waiting;

    /** False if it is full or closed. */
    boolean put(PathAddress from, ByteBuffer datagram, long dueNanos) {
        synchronized (this) {
            if (closed || bytes + datagram.remaining() > MAX_BYTES) {
                return false;
            }
            Parcel parcel = unused.isEmpty() ? new Parcel() : unused.pop();
            parcel.fill(from, datagram, dueNanos, numbers++);
            underWay.add(parcel);
            bytes += datagram.remaining();
        }
        // The new one may be due before what the agent waits for.
        LockSupport.unpark(waiting);
        return true;
    }

    synchronized @Nullable Parcel takeDue(long nowNanos) {
        Parcel first = underWay.peek();
        if (first == null || first.dueNanos > nowNanos) {
            return null;
        }
        underWay.poll();
        bytes -= first.bytes.limit();
        return first;
    }

    synchronized void giveBack(Parcel parcel) {
        parcel.forget();
        unused.push(parcel);
    }

    synchronized boolean isEmpty() {
        return underWay.isEmpty();
    }

    synchronized void close() {
        closed = true;
        underWay.clear();
        unused.clear();
        bytes = 0;
    }

    void await(long maxNanos, dev.wavry.spi.media.MediaClock clock) {
        waiting = Thread.currentThread();
        long start = clock.nanoTime();
        long now = start;
        while (!woken && now - start < maxNanos) {
            long due = nextDueNanos();
            if (due <= now) {
                break;
            }
            long left = maxNanos - (now - start);
            LockSupport.parkNanos(this, due == NOTHING_DUE ? left : Math.min(left, due - now));
            if (Thread.currentThread().isInterrupted()) {
                break;
            }
            now = clock.nanoTime();
        }
        waiting = null;
        woken = false;
    }

    void wake() {
        woken = true;
        LockSupport.unpark(waiting);
    }

    private synchronized long nextDueNanos() {
        Parcel first = underWay.peek();
        return first == null ? NOTHING_DUE : first.dueNanos;
    }
}
