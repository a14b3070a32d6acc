package dev.wavry.tck.link;

import java.util.ArrayDeque;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * A bottleneck with a queue, and a way behind it that delays, varies, loses and repeats. Packets of several senders share it. Virtual
 * time: nothing happens but in {@link #advance}.
 */
public final class EmulatedLink {
    /** Told of what comes out at the far end. */
    public interface Sink {
        /** A packet came at this time; the number is the sender's. */
        void arrived(int sender, long number, int bytes, long atNanos);
    }

    private record Waiting(int sender, long number, int bytes, long sinceNanos) {}

    private record Flying(int sender, long number, int bytes, long atNanos, long order) {}

    private final ArrayDeque<Waiting> queue = new ArrayDeque<>();
    private final PriorityQueue<Flying> way = new PriorityQueue<>(
            (a, b) -> a.atNanos != b.atNanos ? Long.compare(a.atNanos, b.atNanos) : Long.compare(a.order, b.order));
    private final SplittableRandom random;
    private final LossModel loss;
    private final Sink sink;
    private final long delayNanos;
    private final long jitterNanos;
    private final int queueBytes;
    private double rateKbps;
    private long freeAtNanos;
    private int waitingBytes;
    private long order;
    private long overflowed;

    /**
     * @param delayNanos one way, without the queue
     * @param jitterNanos up to so much more or less for each packet by itself, so that packets overtake each other
     * @param queueBytes what waits for the bottleneck at most; more is dropped
     */
    public EmulatedLink(
            int rateKbps,
            int queueBytes,
            long delayNanos,
            long jitterNanos,
            LossModel loss,
            SplittableRandom random,
            Sink sink) {
        this.rateKbps = rateKbps;
        this.queueBytes = queueBytes;
        this.delayNanos = delayNanos;
        this.jitterNanos = jitterNanos;
        this.loss = loss;
        this.random = random;
        this.sink = sink;
    }

    /** The bottleneck changes; what waits leaves at the new rate. */
    public void rateKbps(int kbps) {
        rateKbps = kbps;
    }

    /** A packet enters. @return false if the queue was full */
    public boolean send(int sender, long number, int bytes, long nowNanos) {
        if (waitingBytes + bytes > queueBytes) {
            overflowed++;
            return false;
        }
        queue.add(new Waiting(sender, number, bytes, nowNanos));
        waitingBytes += bytes;
        return true;
    }

    /** Lets everything happen that happens up to this time. */
    public void advance(long nowNanos) {
        while (!queue.isEmpty()) {
            Waiting head = queue.peek();
            long leaves = Math.max(freeAtNanos, head.sinceNanos) + (long) (head.bytes * 8e6 / rateKbps);
            if (leaves > nowNanos) {
                break;
            }
            queue.remove();
            waitingBytes -= head.bytes;
            freeAtNanos = leaves;
            fly(head, leaves);
        }
        while (!way.isEmpty() && way.peek().atNanos <= nowNanos) {
            Flying next = way.remove();
            sink.arrived(next.sender, next.number, next.bytes, next.atNanos);
        }
    }

    private void fly(Waiting packet, long leaves) {
        if (loss.loses(random)) {
            return;
        }
        long vary = jitterNanos == 0 ? 0 : random.nextLong(-jitterNanos, jitterNanos + 1);
        way.add(new Flying(packet.sender, packet.number, packet.bytes, leaves + delayNanos + vary, order++));
    }

    /** How long a packet that enters now waits for the bottleneck. */
    public long queueNanos(long nowNanos) {
        long busy = Math.max(0, freeAtNanos - nowNanos);
        return busy + (long) (waitingBytes * 8e6 / rateKbps);
    }

    /** Packets that found the queue full. */
    public long overflowed() {
        return overflowed;
    }
}
