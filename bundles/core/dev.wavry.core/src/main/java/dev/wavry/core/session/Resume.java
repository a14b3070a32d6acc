package dev.wavry.core.session;

import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** When a client tries again to reach a host that stopped answering. Belongs to CONTROL. */
final class Resume {
    /** A machine restarts within this; whoever waits longer than that wants to know that it is over. */
    static final long LONGEST_SECONDS = 120;

    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final RandomGenerator random;
    private long untilNanos;
    private long pauseNanos;
    private boolean going;

    Resume(RandomGenerator random) {
        this.random = random;
    }

    /** The session was lost, or an attempt was in vain. @return true if this is the first time since {@link #done} */
    boolean begin(long now) {
        boolean first = !going;
        if (first) {
            going = true;
            untilNanos = now + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
            pauseNanos = FIRST_PAUSE_NANOS;
        }
        return first;
    }

    boolean worthwhile(long now) {
        return now < untilNanos;
    }

    /** When to try; the pauses double and differ, so that many clients of one host do not come at once. */
    long nextAtNanos(long now) {
        long pause = pauseNanos / 2 + random.nextLong(pauseNanos / 2 + 1);
        pauseNanos = Math.min(2 * pauseNanos, LONGEST_PAUSE_NANOS);
        return now + pause;
    }

    /** The session goes on. */
    void done() {
        going = false;
    }
}
