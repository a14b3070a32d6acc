package dev.wavry.benchmarks;

import java.util.concurrent.locks.LockSupport;

/** Lets time pass without using the machine. */
final class Quiet {
    private Quiet() {}

    /** Returns when {@link System#nanoTime} has come that far. */
    static void until(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
