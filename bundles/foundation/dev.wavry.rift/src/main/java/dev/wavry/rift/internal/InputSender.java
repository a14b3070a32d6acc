package dev.wavry.rift.internal;

import dev.wavry.rift.RiftConnection;
import dev.wavry.rift.RiftCounter;
import dev.wavry.rift.SendResult;
import java.nio.ByteBuffer;

/**
 * Sending side of the input lane: every packet with new events repeats the last unacknowledged ones, so that one lost packet costs the time
 * to the next event and not a round trip.
 */
final class InputSender {
    static final int RING = 512;
    private static final int FIXED_BYTES = 4 + 1;

    /** At most this much is repeated without a sign of loss. */
    private static final int REPEAT_BYTES = 400;

    private static final int REPEAT_TIMES = 3;
    private static final int FRAME_EVENTS = 64;

    /** An event is not repeated with packets that leave together with it. */
    private static final long REPEAT_AFTER_NANOS = 2 * Wire.MILLI;

    /** An event is small and everybody waits for it: it is repeated soon however often that was vain. */
    private static final int MOST_BACK_OFF = 1;

    private final Rtt rtt;
    private final Counters counters;
    private final byte[][] data = new byte[RING][];
    private final int[] length = new int[RING];
    private final int[] attempts = new int[RING];
    private final long[] sentAt = new long[RING];
    private long base = 1;
    private long next = 1;
    private long unsent = 1;

    InputSender(Rtt rtt, Counters counters) {
        this.rtt = rtt;
        this.counters = counters;
    }

    SendResult offer(ByteBuffer event) {
        int bytes = event.remaining();
        if (bytes > RiftConnection.MAX_INPUT_BYTES) {
            return SendResult.TOO_LONG;
        }
        if (next - base >= RING) {
            return SendResult.FULL;
        }
        int slot = slot(next);
        if (data[slot] == null || data[slot].length < bytes) {
            data[slot] = new byte[bytes <= 32 ? 32 : RiftConnection.MAX_INPUT_BYTES];
        }
        event.get(event.position(), data[slot], 0, bytes);
        length[slot] = bytes;
        attempts[slot] = 0;
        next++;
        return SendResult.ACCEPTED;
    }

    /** New events, or old ones whose answer is overdue. */
    boolean wants(long now) {
        return unsent < next || now >= deadline();
    }

    long deadline() {
        if (base >= unsent) {
            return Wire.NEVER;
        }
        int slot = slot(base);
        return sentAt[slot] + rtt.timeout(Math.min(attempts[slot] - 1, MOST_BACK_OFF));
    }

    /** Some event could be repeated in a packet that leaves anyway. */
    boolean canRepeat(long now) {
        int slot = slot(base);
        return base < unsent && attempts[slot] <= REPEAT_TIMES && now - sentAt[slot] >= REPEAT_AFTER_NANOS;
    }

    boolean write(ByteBuffer out, long now) {
        boolean overdue = now >= deadline();
        if (unsent >= next && !overdue && !canRepeat(now)) {
            return false;
        }
        long from = overdue ? base : repeatFrom(now);
        if (from >= next || !Frames.fits(out, FIXED_BYTES + 2 + length[slot(from)])) {
            return false;
        }
        int begun = Frames.begin(out, Wire.INPUT);
        out.putInt((int) from);
        int countAt = out.position();
        out.put((byte) 0);
        int count = 0;
        for (long n = from; n < next && count < FRAME_EVENTS; n++, count++) {
            int slot = slot(n);
            if (out.remaining() < 2 + length[slot]) {
                break;
            }
            out.putShort((short) length[slot]).put(data[slot], 0, length[slot]);
            mark(n, slot, now);
        }
        out.put(countAt, (byte) count);
        Frames.end(out, begun);
        return true;
    }

    private void mark(long number, int slot, long now) {
        if (attempts[slot]++ > 0) {
            counters.add(RiftCounter.INPUT_REPEATED);
        }
        sentAt[slot] = now;
        unsent = Math.max(unsent, number + 1);
    }

    /** The oldest event worth repeating in front of the new ones; events stay contiguous. */
    private long repeatFrom(long now) {
        long from = unsent;
        int bytes = 0;
        while (from > base) {
            int slot = slot(from - 1);
            bytes += 2 + length[slot];
            boolean tooSoon = now - sentAt[slot] < REPEAT_AFTER_NANOS && unsent >= next;
            if (bytes > REPEAT_BYTES || attempts[slot] > REPEAT_TIMES || tooSoon) {
                break;
            }
            from--;
        }
        return from;
    }

    void onAck(long expected) {
        if (expected > unsent) {
            return;
        }
        base = Math.max(base, expected);
    }

    private static int slot(long number) {
        return (int) (number & RING - 1);
    }
}
