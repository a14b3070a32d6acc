package dev.wavry.rift.internal;

import dev.wavry.rift.RiftCounter;
import dev.wavry.spi.control.Feedback;
import java.nio.ByteBuffer;

/**
 * When own packets left, how large they were, and what the peer reports about them: what a rate controller is fed with. What to send again
 * is decided by the lanes, each in its own way.
 */
final class SentPackets implements Feedback {
    static final int SIZE = 8192;

    /** A packet overtaken by this many others counts as lost (RFC 9002, 6.1.1). */
    private static final int REORDER_PACKETS = 3;

    /** A path that reorders is waited for, but never longer than this. */
    private static final long MOST_REORDER_NANOS = 60 * Wire.MILLI;

    private static final byte OUT = 1;
    private static final byte ASKS = 2;
    private static final byte CAME = 4;
    private static final byte LOST = 8;
    private static final byte ELSEWHERE = 16;

    private final long[] sentAt = new long[SIZE];
    private final long[] cameAt = new long[SIZE];
    private final short[] size = new short[SIZE];
    private final byte[] state = new byte[SIZE];
    private final Rtt rtt;
    private final Counters counters;
    private final FarClock farClock = new FarClock();
    private long next;
    /** Below this the books are closed. */
    private long judged;

    private long highestReported = -1;
    private long outBytes;
    private long reorderNanos;
    private long first;
    private int count;

    SentPackets(Rtt rtt, Counters counters) {
        this.rtt = rtt;
        this.counters = counters;
    }

    /** @param asks whether the peer is to report it soon */
    void onSent(long number, int bytes, boolean asks, long now) {
        if (number - SIZE >= judged) {
            close(number - SIZE + 1);
        }
        int slot = slot(number);
        sentAt[slot] = now;
        cameAt[slot] = SOMETIME;
        size[slot] = (short) bytes;
        state[slot] = asks ? OUT | ASKS : OUT;
        outBytes += asks ? bytes : 0;
        next = number + 1;
    }

    /** A packet took another path: the controller of this one hears nothing of it. */
    void onSentElsewhere(long number, long now) {
        onSent(number, 0, false, now);
        state[slot(number)] |= ELSEWHERE;
    }

    private static int slot(long number) {
        return (int) (number & SIZE - 1);
    }

    /** The newest packet the peer told of, or -1. */
    long reported() {
        return highestReported;
    }

    /** Bytes of packets that ask for a report and have none yet. */
    long outBytes() {
        return outBytes;
    }

    /** Reads a feedback frame; false if it reports what was never sent or is malformed. Afterwards this is the report. */
    boolean onFeedback(ByteBuffer in, long now) {
        count = 0;
        if (in.remaining() < Arrivals.FIXED_BYTES) {
            return false;
        }
        long largest = Frames.u48(in, in.position());
        in.position(in.position() + 6);
        long delayNanos = Frames.u32(in) * 1000;
        long largestAt = farClock.nanos(in.getInt());
        int ranges = Frames.u8(in);
        if (largest >= next || ranges == 0 || in.remaining() < ranges * 4) {
            return false;
        }
        boolean fresh = largest > highestReported;
        long sampleAt = fresh ? sentAt[slot(largest)] : 0;
        boolean sane = ranges(in, ranges, largest, now) && times(in, largest, largestAt);
        if (fresh && next - largest <= SIZE) {
            long sample = now - sampleAt - delayNanos;
            if (sample > 0) {
                rtt.sample(sample, now);
            }
            highestReported = largest;
        }
        judge();
        return sane;
    }

    private boolean ranges(ByteBuffer in, int ranges, long largest, long now) {
        long high = largest;
        for (int i = 0; i < ranges; i++) {
            int gap = Frames.u16(in);
            int length = Frames.u16(in);
            high -= gap;
            long low = high - length;
            if (low < 0) {
                return false;
            }
            for (long n = Math.max(low, next - SIZE); n <= high; n++) {
                came(n, now);
            }
            high = low - 1;
        }
        return true;
    }

    private void came(long number, long now) {
        int slot = slot(number);
        if ((state[slot] & CAME) != 0) {
            return;
        }
        if ((state[slot] & LOST) != 0) {
            // Given up too early: this path reorders by so much.
            long late = Math.min(MOST_REORDER_NANOS, now - sentAt[slot] - rtt.min());
            reorderNanos = Math.max(reorderNanos, late);
        } else {
            settled(slot);
        }
        state[slot] |= CAME;
        counters.add(RiftCounter.PACKETS_ACKNOWLEDGED);
    }

    private void settled(int slot) {
        if ((state[slot] & (OUT | ASKS)) == (OUT | ASKS)) {
            outBytes -= size[slot] & 0xffff;
        }
        state[slot] &= ~OUT;
    }

    private boolean times(ByteBuffer in, long largest, long largestAt) {
        cameAt[slot(largest)] = (state[slot(largest)] & ELSEWHERE) == 0 ? largestAt : SOMETIME;
        int times = in.hasRemaining() ? Frames.u8(in) : 0;
        if (in.remaining() < 2 * times) {
            return false;
        }
        for (int i = 1; i <= times; i++) {
            int units = Frames.u16(in);
            long number = largest - i;
            boolean known = units != Arrivals.UNKNOWN && number >= Math.max(0, next - SIZE);
            if (known && (state[slot(number)] & ELSEWHERE) == 0) {
                cameAt[slot(number)] = largestAt - (long) (units - Arrivals.TIME_BIAS) * Arrivals.TIME_UNIT_NANOS;
            }
        }
        return true;
    }

    /** What came, and what others overtook, becomes the report; in the order it was sent. */
    private void judge() {
        first = judged;
        if (highestReported < 0) {
            return;
        }
        long overdue = sentAt[slot(highestReported)] - reorderNanos;
        while (judged <= highestReported) {
            int slot = slot(judged);
            boolean came = (state[slot] & CAME) != 0;
            if (!came && (judged > highestReported - REORDER_PACKETS || sentAt[slot] > overdue)) {
                break;
            }
            if (!came) {
                lost(slot);
            }
            judged++;
        }
        count = (int) (judged - first);
    }

    private void lost(int slot) {
        settled(slot);
        state[slot] |= LOST;
        counters.add(RiftCounter.PACKETS_LOST);
    }

    /** Closes the books on packets below a number, whatever became of them. */
    private void close(long below) {
        for (; judged < below; judged++) {
            if ((state[slot(judged)] & CAME) == 0) {
                lost(slot(judged));
            }
        }
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public int bytes(int index) {
        return size[slot(first + index)] & 0xffff;
    }

    @Override
    public long sentNanos(int index) {
        return sentAt[slot(first + index)];
    }

    @Override
    public long arrivedNanos(int index) {
        int slot = slot(first + index);
        return (state[slot] & (CAME | ELSEWHERE)) == 0 ? Long.MIN_VALUE : cameAt[slot];
    }

    @Override
    public long rttNanos() {
        return rtt.smoothed();
    }
}
