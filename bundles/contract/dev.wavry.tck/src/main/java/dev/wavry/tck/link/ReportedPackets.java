package dev.wavry.tck.link;

import dev.wavry.spi.control.Feedback;
import java.util.Arrays;

/** A report as it is being put together, and what a controller is given. Reused. */
public final class ReportedPackets implements Feedback {
    private int[] bytes = new int[64];
    private long[] sent = new long[64];
    private long[] arrived = new long[64];
    private int count;
    private long rttNanos;

    /** Starts anew. */
    public void clear(long newRttNanos) {
        count = 0;
        rttNanos = newRttNanos;
    }

    /** One packet more; {@link Long#MIN_VALUE} as arrival means lost. */
    public void add(int packetBytes, long sentNanos, long arrivedNanos) {
        if (count == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * count);
            sent = Arrays.copyOf(sent, 2 * count);
            arrived = Arrays.copyOf(arrived, 2 * count);
        }
        bytes[count] = packetBytes;
        sent[count] = sentNanos;
        arrived[count++] = arrivedNanos;
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public int bytes(int index) {
        return bytes[index];
    }

    @Override
    public long sentNanos(int index) {
        return sent[index];
    }

    @Override
    public long arrivedNanos(int index) {
        return arrived[index];
    }

    @Override
    public long rttNanos() {
        return rttNanos;
    }
}
