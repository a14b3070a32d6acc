package dev.wavry.core.fake;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for conditions that other threads bring about. */
public final class Eventually {
    /** Generous, because the machine may be busy with other things. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

    private Eventually() {}

    /** Returns once the condition holds; fails after 20 s. */
    public static void that(String what, BooleanSupplier condition) {
        that(what, condition, () -> "");
    }

    /** The same, with something to say about the failure. */
    public static void that(String what, BooleanSupplier condition, Supplier<String> more) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("never happened: " + what + " " + more.get());
            }
            LockSupport.parkNanos(1_000_000L);
        }
    }

    /** Fails if the condition ever fails to hold during this time. */
    public static void always(String what, long millis, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (System.nanoTime() < deadline) {
            if (!condition.getAsBoolean()) {
                throw new AssertionError("did not stay so: " + what);
            }
            LockSupport.parkNanos(2_000_000L);
        }
    }
}
