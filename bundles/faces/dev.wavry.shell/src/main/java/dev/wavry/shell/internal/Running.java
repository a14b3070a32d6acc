package dev.wavry.shell.internal;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * The mailbox of the thread that runs a command. Whoever has something to say from another thread posts it here, so that only one thread
 * prints and nobody else ever waits for a slow terminal.
 */
final class Running {
    private final LongSupplier nanoClock;
    private final BlockingQueue<Runnable> mail = new LinkedBlockingQueue<>();
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile boolean stopping;

    Running(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /** Nanoseconds of a monotonic clock. */
    long now() {
        return nanoClock.getAsLong();
    }

    /** Has something done by the command's thread; from any thread. */
    void post(Runnable work) {
        mail.add(work);
    }

    /** Asks the command to end; from any thread. */
    void stop() {
        stopping = true;
        mail.add(() -> {});
    }

    /** Whether the command was asked to end. */
    boolean stopping() {
        return stopping;
    }

    /** Does what is posted until the time has come, the condition holds, or the command shall end. On the command's thread. */
    void work(long untilNanos, BooleanSupplier done) {
        while (!stopping && !done.getAsBoolean()) {
            long left = untilNanos - now();
            if (left <= 0 || !workOnce(left)) {
                break;
            }
        }
    }

    private boolean workOnce(long patienceNanos) {
        try {
            Runnable work = mail.poll(patienceNanos, TimeUnit.NANOSECONDS);
            if (work != null) {
                work.run();
            }
            return true;
        } catch (InterruptedException e) {
            stopping = true;
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Does what is posted already, even when stopping. */
    void drain() {
        for (Runnable work = mail.poll(); work != null; work = mail.poll()) {
            work.run();
        }
    }

    /** The command has returned. */
    void finish() {
        finished.countDown();
    }

    /** Waits until the command has returned; false if it did not in time. */
    boolean awaitFinish(long millis) {
        try {
            return finished.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
