package dev.wavry.tck;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** What a piece of work costs in memory, native or collected. */
public final class Memory {
    private static final Path STATM = Path.of("/proc/self/statm");
    private static final int PAGE_BYTES = 4096;
    private static final int COLLECTIONS = 5;
    private static final int PARTS = 4;
    private static final long COLLECTION_MILLIS = 1000;

    private Memory() {}

    /**
     * By how much the resident memory of this process grows while something is repeated, in bytes for all rounds; skips the
     * test where the operating system does not say. What is lost each time grows in every part of the rounds, while heaps and
     * caches grow in some, so the part that grew least counts for all. Run it with {@code -XX:+UseSerialGC}: the G1 collector goes
     * on to memory that it never touched before, and that looks like a leak.
     */
    public static long growth(int rounds, Work work) throws Exception {
        Assumptions.assumeTrue(Files.isReadable(STATM), "only Linux says how much memory a process has");
        repeat(rounds / PARTS, work);
        long least = Long.MAX_VALUE;
        for (int i = 0; i < PARTS; i++) {
            long before = resident();
            repeat(rounds / PARTS, work);
            least = Math.min(least, resident() - before);
        }
        return least * PARTS;
    }

    /** Bytes of garbage that this thread makes in one round, as an average over many. */
    public static double garbage(int warmUps, int rounds, Work work) throws Exception {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        repeat(warmUps, work);
        long self = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(self);
        repeat(rounds, work);
        return (threads.getThreadAllocatedBytes(self) - before) / (double) rounds;
    }

    private static void repeat(int rounds, Work work) throws Exception {
        for (int i = 0; i < rounds; i++) {
            work.once();
        }
    }

    private static long resident() throws IOException, InterruptedException {
        // Buffers that only the collector frees must not count, and a thread of its own frees them some time later.
        long least = Long.MAX_VALUE;
        for (int i = 0; i < COLLECTIONS; i++) {
            collect();
            least = Math.min(least, Long.parseLong(Files.readString(STATM).split(" ")[1]) * PAGE_BYTES);
        }
        return least;
    }

    /** Collects, and waits until the thread that frees buffers has got as far as an object that was dropped last. */
    private static void collect() throws InterruptedException {
        ReferenceQueue<Object> dropped = new ReferenceQueue<>();
        PhantomReference<Object> last = new PhantomReference<>(new Object(), dropped);
        System.gc();
        dropped.remove(COLLECTION_MILLIS);
        last.clear();
    }

    /** Something to repeat. */
    @FunctionalInterface
    public interface Work {
        /** Does it once. */
        void once() throws Exception;
    }
}
