package dev.wavry.transport.loopback.internal;

import java.util.SplittableRandom;

/**
 * One direction between two carriers: decides when a datagram arrives. Not thread-safe; the sending carrier's lock guards it.
 *
 * <p>Each kind of chance has a sequence of its own, so that turning one on does not change the fates the others deal out.
 */
final class Link {
    /** Answer of {@link #dueNanos} for a datagram that never arrives. */
    static final long LOST = Long.MIN_VALUE;

    private static final long BITS_TIMES_NANOS_PER_MILLI = 8 * 1_000_000L;

    private final SplittableRandom losses;
    private final SplittableRandom jitters;
    private final SplittableRandom reorders;
    private final SplittableRandom duplicates;
    private long bottleneckFreeNanos = Long.MIN_VALUE;
    private long lastDueNanos = Long.MIN_VALUE;

    Link(long seed) {
        SplittableRandom root = new SplittableRandom(seed);
        losses = root.split();
        jitters = root.split();
        reorders = root.split();
        duplicates = root.split();
    }

    long dueNanos(Impairment wire, int bytes, long nowNanos) {
        if (hit(losses, wire.lossPercent())) {
            return LOST;
        }
        long left = throughBottleneck(wire, bytes, nowNanos);
        if (left == LOST) {
            return LOST;
        }
        long due = left + wire.delayNanos() + (wire.jitterNanos() == 0 ? 0 : jitters.nextLong(wire.jitterNanos() + 1));
        due = Math.max(due, lastDueNanos);
        if (hit(reorders, wire.reorderPercent())) {
            return due + wire.reorderNanos();
        }
        lastDueNanos = due;
        return due;
    }

    boolean duplicated(Impairment wire) {
        return hit(duplicates, wire.duplicatePercent());
    }

    private long throughBottleneck(Impairment wire, int bytes, long nowNanos) {
        if (wire.rateKbps() == 0) {
            return nowNanos;
        }
        long start = Math.max(nowNanos, bottleneckFreeNanos);
        if (start - nowNanos > wire.queueNanos()) {
            return LOST;
        }
        bottleneckFreeNanos = start + bytes * BITS_TIMES_NANOS_PER_MILLI / wire.rateKbps();
        return bottleneckFreeNanos;
    }

    private static boolean hit(SplittableRandom chance, double percent) {
        return percent > 0 && chance.nextDouble() * 100 < percent;
    }
}
