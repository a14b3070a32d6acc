package dev.wavry.agent;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A named thread that runs commands from its mailbox and one duty, and sleeps while there is nothing to do. Everything that the
 * duty and the commands touch belongs to this thread, so they need no locks among themselves.
 */
public final class Agent implements AutoCloseable {
    private static final long LONGEST_SLEEP_NANOS = TimeUnit.SECONDS.toNanos(3600);

    private final String name;
    private final LongSupplier clock;
    private final Consumer<Throwable> onFailure;
    private final Queue<Runnable> mailbox = new ConcurrentLinkedQueue<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread;
    private volatile Duty duty;
    private volatile Sleep sleep;
    private volatile boolean running = true;
    private volatile boolean mayBeAsleep;
    private volatile long busySinceNanos;

    /**
     * Makes an agent that does not run yet.
     *
     * @param name of the thread
     * @param clock nanoseconds, the same clock as the duty's deadlines
     * @param onFailure told of whatever a duty or command throws; the agent goes on after a command and ends after its duty
     */
    public Agent(String name, LongSupplier clock, Duty duty, Sleep sleep, Consumer<Throwable> onFailure) {
        this.name = name;
        this.clock = clock;
        this.duty = duty;
        this.sleep = sleep;
        this.onFailure = onFailure;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    /** Starts the thread. */
    public Agent start() {
        busySinceNanos = clock.getAsLong();
        thread.start();
        return this;
    }

    /** Runs a command on the agent soon, before its next duty cycle; any thread. Commands run in the order they came. */
    public void execute(Runnable command) {
        mailbox.add(command);
        wake();
    }

    /** Runs the duty again soon; any thread, cheap while the agent is awake. */
    public void wake() {
        if (mayBeAsleep) {
            sleep.wake();
        }
    }

    /** Replaces the duty and the place to sleep; on the agent only. */
    public void become(Duty newDuty, Sleep newSleep) {
        assert isHere();
        duty = newDuty;
        sleep = newSleep;
    }

    /** True on the agent's own thread. */
    public boolean isHere() {
        return Thread.currentThread() == thread;
    }

    /** How long the current cycle has been running, in nanoseconds; 0 while the agent sleeps. Any thread. */
    public long busyNanos() {
        long since = busySinceNanos;
        return since == 0 ? 0 : Math.max(0, clock.getAsLong() - since);
    }

    /** True once the thread has ended. */
    public boolean hasEnded() {
        return ended.getCount() == 0;
    }

    /** What the thread is doing, for the report about one that is stuck. */
    public StackTraceElement[] whereabouts() {
        return thread.getStackTrace();
    }

    /** Asks the agent to end after its current cycle, without waiting for it; any thread. */
    public void stop() {
        running = false;
        mayBeAsleep = true;
        wake();
    }

    /** Gives up a thread that does not return from where it is: it ends when it does, and what it was told to do is done by another. */
    public void abandonTo(Agent other) {
        stop();
        for (Runnable command = mailbox.poll(); command != null; command = mailbox.poll()) {
            other.execute(command);
        }
    }

    /** Stops and waits, at most {@code nanos}. @return false if the agent is still busy; its thread is then on its own */
    public boolean join(long nanos) {
        stop();
        if (isHere()) {
            return true;
        }
        try {
            return ended.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Stops and waits up to two seconds. */
    @Override
    public void close() {
        join(TimeUnit.SECONDS.toNanos(2));
    }

    private void run() {
        try {
            while (running) {
                if (cycle() == 0) {
                    sleepUntilNeeded();
                }
            }
            runCommands();
        } catch (Throwable e) {
            onFailure.accept(e);
        } finally {
            stopDuty();
            busySinceNanos = 0;
            ended.countDown();
        }
    }

    private int cycle() {
        long now = clock.getAsLong();
        busySinceNanos = now == 0 ? 1 : now;
        return runCommands() + duty.doWork(now);
    }

    private int runCommands() {
        int done = 0;
        for (Runnable command = mailbox.poll(); command != null; command = mailbox.poll()) {
            runCommand(command);
            done++;
        }
        return done;
    }

    private void runCommand(Runnable command) {
        try {
            command.run();
        } catch (RuntimeException | Error e) {
            onFailure.accept(e);
        }
    }

    private void sleepUntilNeeded() {
        mayBeAsleep = true;
        // Whoever adds a command after this check sees mayBeAsleep and wakes.
        if (mailbox.isEmpty() && running) {
            long deadline = duty.nextDeadlineNanos();
            long wait = deadline == Long.MAX_VALUE ? LONGEST_SLEEP_NANOS : deadline - clock.getAsLong();
            busySinceNanos = 0;
            if (wait > 0) {
                sleep.await(wait);
            }
        }
        mayBeAsleep = false;
    }

    private void stopDuty() {
        try {
            duty.stopped();
        } catch (RuntimeException | Error e) {
            onFailure.accept(e);
        }
    }

    @Override
    public String toString() {
        return "agent '" + name + "'";
    }

    /** The current duty. */
    public @Nullable Duty duty() {
        return duty;
    }
}
