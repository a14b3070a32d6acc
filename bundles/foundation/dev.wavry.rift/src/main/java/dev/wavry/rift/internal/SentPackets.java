package dev.wavry.rift.internal;

import dev.wavry.rift.RiftCounter;
import java.nio.ByteBuffer;

/**
 * When own packets left, and what the peer reports about them. This is where a rate controller would be fed: packet number, size, time sent, time
 * received. What to send again is decided by the lanes, each in its own way.
 */
final class SentPackets {
    private static final int SIZE = 8192;

    /** A packet overtaken by this many others counts as lost (RFC 9002, 6.1.1). */
    private static final int REORDER_PACKETS = 3;

    private final long[] sentAt = new long[SIZE];
    private final boolean[] reported = new boolean[SIZE];
    private final Rtt rtt;
    private final Counters counters;
    private long next;
    private long judged;
    private long highestReported = -1;

    SentPackets(Rtt rtt, Counters counters) {
        this.rtt = rtt;
        this.counters = counters;
    }

    void onSent(long number, long now) {
        int slot = (int) (number & SIZE - 1);
        if (number - SIZE >= judged) {
            judge(number - SIZE + 1);
        }
        sentAt[slot] = now;
        reported[slot] = false;
        next = number + 1;
    }

    /** The newest packet the peer told of, or -1. */
    long reported() {
        return highestReported;
    }

    /** Reads a feedback frame; false if it reports what was never sent or is malformed. */
    boolean onFeedback(ByteBuffer in, long now) {
        if (in.remaining() < Arrivals.FIXED_BYTES) {
            return false;
        }
        long largest = Frames.u48(in, in.position());
        in.position(in.position() + 6);
        long delayNanos = Frames.u32(in) * 1000;
        int ranges = Frames.u8(in);
        if (largest >= next || ranges == 0 || in.remaining() < ranges * 4) {
            return false;
        }
        boolean fresh = largest > highestReported;
        long sampleAt = fresh ? sentAt[(int) (largest & SIZE - 1)] : 0;
        boolean sane = ranges(in, ranges, largest);
        if (fresh && next - largest <= SIZE) {
            long sample = now - sampleAt - delayNanos;
            if (sample > 0) {
                rtt.sample(sample, now);
            }
            highestReported = largest;
        }
        judge(highestReported - REORDER_PACKETS + 1);
        return sane;
    }

    private boolean ranges(ByteBuffer in, int ranges, long largest) {
        long high = largest;
        for (int i = 0; i < ranges; i++) {
            int gap = Frames.u16(in);
            int length = Frames.u16(in);
            high -= gap;
            long low = high - length;
            if (low < 0) {
                return false;
            }
            for (long n = Math.max(low, Math.max(judged, next - SIZE)); n <= high; n++) {
                report(n);
            }
            high = low - 1;
        }
        return true;
    }

    private void report(long number) {
        int slot = (int) (number & SIZE - 1);
        if (!reported[slot]) {
            reported[slot] = true;
            counters.add(RiftCounter.PACKETS_ACKNOWLEDGED);
        }
    }

    /** Closes the books on packets below a number. */
    private void judge(long below) {
        for (; judged < below; judged++) {
            if (!reported[(int) (judged & SIZE - 1)]) {
                counters.add(RiftCounter.PACKETS_LOST);
            }
        }
    }
}
