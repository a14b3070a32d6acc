package dev.wavry.core.fake;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/** Collects every promise that the core breaks towards strategies, and everything lent that has to come back. */
public final class Laws {
    private final Queue<String> broken = new ConcurrentLinkedQueue<>();
    private final Queue<Lent> lent = new ConcurrentLinkedQueue<>();
    private final AtomicInteger open = new AtomicInteger();

    private record Lent(String what, LongSupplier outstanding, LongSupplier misuses) {}

    /** Something must not have happened. */
    public void broken(String what) {
        broken.add(what);
    }

    /** Remembers a pool; {@link #problems} asks it. */
    public void lends(String what, LongSupplier outstanding, LongSupplier misuses) {
        lent.add(new Lent(what, outstanding, misuses));
    }

    /** How many handles are open. */
    public int open() {
        return open.get();
    }

    /** What is wrong now that everything is closed. */
    public List<String> problems() {
        List<String> all = new ArrayList<>(broken);
        if (open.get() != 0) {
            all.add(open.get() + " handles are still open");
        }
        for (Lent one : lent) {
            if (one.outstanding.getAsLong() != 0 || one.misuses.getAsLong() != 0) {
                all.add(one.what + ": outstanding " + one.outstanding.getAsLong() + ", misuses "
                        + one.misuses.getAsLong());
            }
        }
        return all;
    }

    /** Guards a handle: one caller at a time, and nobody after it was closed. */
    public final class Guard {
        private final String name;
        private final AtomicReference<Object> inside = new AtomicReference<>();
        private volatile boolean closed;

        /** A guard of a handle that is open from now on. */
        public Guard(String name) {
            this.name = name;
            open.incrementAndGet();
        }

        /** Somebody calls; answers true if this is the outermost call, to be told to {@link #leave}. */
        public boolean enter(String what) {
            if (closed) {
                broken(name + ": " + what + " after close on "
                        + Thread.currentThread().getName());
            }
            Thread me = Thread.currentThread();
            if (inside.compareAndSet(null, me)) {
                return true;
            }
            if (inside.get() != me) {
                broken(name + ": " + what + " while somebody else is inside");
            }
            return false;
        }

        /** The call returns. */
        public void leave(boolean outermost) {
            if (outermost) {
                inside.set(null);
            }
        }

        /** A call that may come from anywhere, but not after close. */
        public void mention(String what) {
            if (closed) {
                broken(name + ": " + what + " after close on "
                        + Thread.currentThread().getName());
            }
        }

        /** Answers true the first time. */
        public boolean close() {
            boolean outermost = !closed && enter("close");
            boolean first = !closed;
            closed = true;
            leave(outermost);
            if (first) {
                open.decrementAndGet();
            }
            return first;
        }

        /** True after close. */
        public boolean closed() {
            return closed;
        }
    }
}
