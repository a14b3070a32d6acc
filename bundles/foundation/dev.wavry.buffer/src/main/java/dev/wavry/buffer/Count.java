package dev.wavry.buffer;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/** A lease count: from 1 down to 0, never up again from 0. */
abstract class Count {
    private static final AtomicIntegerFieldUpdater<Count> HOLDERS =
            AtomicIntegerFieldUpdater.newUpdater(Count.class, "holders");

    private volatile int holders;

    /** The memory is lent: one holder. */
    final void startCount() {
        holders = 1;
    }

    final boolean isHeld() {
        return holders > 0;
    }

    final void oneMore() {
        for (; ; ) {
            int now = holders;
            if (now <= 0) {
                misused();
                throw new IllegalStateException("retained after the last count was given back");
            }
            if (HOLDERS.compareAndSet(this, now, now + 1)) {
                return;
            }
        }
    }

    /** Gives a count back; a count too many is reported, not thrown, because the memory may be somebody else's by now. */
    final void oneLess() {
        for (; ; ) {
            int now = holders;
            if (now <= 0) {
                misused();
                return;
            }
            if (HOLDERS.compareAndSet(this, now, now - 1)) {
                if (now == 1) {
                    goHome();
                }
                return;
            }
        }
    }

    abstract void goHome();

    abstract void misused();
}
