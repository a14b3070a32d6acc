package dev.wavry.tck.link;

import java.util.ArrayDeque;

/**
 * A bulk transfer that fills whatever queue there is, as TCP with CUBIC does (RFC 9438): slow start, cubic growth, 0.7 of the window
 * after a loss. Retransmissions count as new data.
 */
public final class CubicFlow {
    private static final int PACKET_BYTES = 1448 + 52;
    private static final double C = 0.4;
    private static final double BETA = 0.7;
    /** Never slower than this many packets a round trip (RFC 9438, 4.3). */
    private static final double RENO = 3 * (1 - BETA) / (1 + BETA);

    private final EmulatedLink link;
    private final int id;
    private final long returnNanos;
    private final ArrayDeque<long[]> acks = new ArrayDeque<>();
    private double window = 10;
    private double threshold = Double.MAX_VALUE;
    private double lastMax;
    private long epochAtNanos = -1;
    private long next;
    private long highestAcked = -1;
    private long acked;
    private long recoverAt = -1;
    private long lost;
    private long receivedBytes;

    /**
     * @param id its number as a sender on the link
     * @param returnNanos how long an acknowledgement travels
     */
    public CubicFlow(EmulatedLink link, int id, long returnNanos) {
        this.link = link;
        this.id = id;
        this.returnNanos = returnNanos;
    }

    /** One of its packets came out of the link. */
    public void arrived(long number, int bytes, long atNanos) {
        receivedBytes += bytes;
        acks.add(new long[] {atNanos + returnNanos, number});
    }

    /** Takes the acknowledgements that are due and sends what the window lets. */
    public void work(long nowNanos) {
        while (!acks.isEmpty() && acks.peek()[0] <= nowNanos) {
            acknowledged(acks.remove()[1], nowNanos);
        }
        while (next - acked - lost < (long) window) {
            link.send(id, next++, PACKET_BYTES, nowNanos);
        }
    }

    private void acknowledged(long number, long now) {
        acked++;
        // The path of the emulated link keeps the order of what it does not lose, so a gap is a loss.
        long gap = Math.max(0, number - highestAcked - 1);
        highestAcked = Math.max(highestAcked, number);
        if (gap > 0) {
            lost += gap;
            if (number > recoverAt) {
                recoverAt = next;
                lastMax = window;
                window = Math.max(2, window * BETA);
                threshold = window;
                epochAtNanos = now;
            }
            return;
        }
        if (window < threshold) {
            window++;
        } else {
            double k = Math.cbrt(lastMax * (1 - BETA) / C);
            double target = C * Math.pow((now - epochAtNanos) / 1e9 - k, 3) + lastMax;
            double cubic = Math.min(0.5, (target - window) / window);
            window += Math.max(cubic, RENO / window);
        }
    }

    /** Bytes that came out of the link so far. */
    public long receivedBytes() {
        return receivedBytes;
    }
}
