package dev.wavry.core.fake;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Measures what a thread allocates. */
public final class Garbage {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Garbage() {}

    /** Something done again and again. */
    @FunctionalInterface
    public interface Step {
        /** Does it once. */
        void run(int i);
    }

    /** Bytes that one step allocates on this thread in the steady state, on average. */
    public static double bytesPerStep(int steps, Step step) {
        for (int i = 0; i < steps; i++) {
            step.run(i);
        }
        long thread = Thread.currentThread().getId();
        long before = THREADS.getThreadAllocatedBytes(thread);
        long empty = THREADS.getThreadAllocatedBytes(thread) - before;
        long start = THREADS.getThreadAllocatedBytes(thread);
        for (int i = 0; i < steps; i++) {
            step.run(steps + i);
        }
        return (double) (THREADS.getThreadAllocatedBytes(thread) - start - empty) / steps;
    }
}
