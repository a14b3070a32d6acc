package dev.wavry.lab;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what other processes do: always for a condition, never for a time to pass, and always with a deadline. */
public final class Waiting {
    private static final long LOOK_EVERY_NANOS = 5_000_000;

    private Waiting() {}

    /**
     * Looks again and again until something is so.
     *
     * @throws LabException after the deadline, naming what was waited for
     */
    public static void until(String what, Duration deadline, BooleanSupplier condition) {
        if (!happens(deadline, condition)) {
            throw new LabException("Waited " + deadline.toMillis() + " ms in vain for " + what);
        }
    }

    /** Answers whether something came to be so before the deadline. */
    public static boolean happens(Duration deadline, BooleanSupplier condition) {
        long end = System.nanoTime() + deadline.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                return condition.getAsBoolean();
            }
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
        return true;
    }
}
