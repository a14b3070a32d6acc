package dev.wavry.congestion.delta.internal;

import java.util.Arrays;

/**
 * Packets that left close behind each other, and how fast they arrived: the bottleneck spaces them, so one frame of video tells the
 * capacity that a minute of averages would not find (packet dispersion; Dovrolis, Ramanathan and Moore, 2004).
 */
final class Trains {
    /** A pause in sending that ends a train. */
    private static final long PAUSE_NANOS = 2_500_000;

    /** Fewer would measure the scheduler. */
    private static final int LEAST_PACKETS = 6;

    private static final int MOST_PACKETS = 48;
    private static final int KEPT = 7;
    private static final long FRESH_NANOS = 1_000_000_000;

    private final double[] kbps = new double[KEPT];
    private final long[] at = new long[KEPT];
    private final double[] sorted = new double[KEPT];
    private int next;
    private int count;

    private int packets;
    private long lastSent = Long.MIN_VALUE / 2;
    private long firstArrival;
    private long lastArrival;
    private long bytes;
    private boolean overtaken;

    /** A packet that came. */
    void add(long sentNanos, long arrivedNanos, int size) {
        boolean follows = sentNanos - lastSent < PAUSE_NANOS && packets < MOST_PACKETS;
        if (!follows) {
            end();
            packets = 1;
            bytes = 0;
            overtaken = false;
            firstArrival = arrivedNanos;
            lastArrival = arrivedNanos;
        } else {
            packets++;
            bytes += size;
            overtaken |= arrivedNanos < firstArrival;
            lastArrival = Math.max(lastArrival, arrivedNanos);
        }
        lastSent = sentNanos;
    }

    private void end() {
        long took = lastArrival - firstArrival;
        if (packets >= LEAST_PACKETS && !overtaken && took > 0) {
            kbps[next] = bytes * 8e6 / took;
            at[next] = lastSent;
            next = (next + 1) % KEPT;
            count = Math.min(KEPT, count + 1);
        }
        packets = 0;
    }

    /** What is measured so far belongs to a path that is not any more. */
    void forget() {
        count = 0;
        packets = 0;
    }

    /** The middle one of the last few, or 0 if there is no fresh one. */
    double medianKbps(long nowNanos) {
        int fresh = 0;
        for (int i = 0; i < count; i++) {
            if (nowNanos - at[i] < FRESH_NANOS) {
                sorted[fresh++] = kbps[i];
            }
        }
        Arrays.sort(sorted, 0, fresh);
        return fresh == 0 ? 0 : sorted[fresh / 2];
    }

    /** The fastest of the last few, however old, or 0: single slow ones are a busy machine. */
    double fastestKbps() {
        double most = 0;
        for (int i = 0; i < count; i++) {
            most = Math.max(most, kbps[i]);
        }
        return most;
    }
}
