package dev.wavry.rift.internal;

import dev.wavry.rift.RiftHandler;

/**
 * Which parts of an epoch the peer has not said it used yet. Loss is found by time, as RACK-TLP does for TCP (RFC 8985): a part is lost
 * when one sent later was used and the round-trip time and a bit went by, or when nothing at all was answered for long enough.
 */
final class PartLedger {
    static final int WINDOW = 4096;
    private static final long SETTLED = Long.MIN_VALUE;

    /** The peer answers so late on purpose, and then some. */
    private static final long ANSWER_NANOS = 4 * Wire.MILLI;

    private final long[] sentAt = new long[WINDOW];
    private long oldest;
    private long next;
    private long newestUsed = -1;
    private int vain;
    private boolean tailProbed;

    void clear() {
        oldest = 0;
        next = 0;
        newestUsed = -1;
        vain = 0;
    }

    boolean isFull(long sequence) {
        return oldest != next && sequence - oldest >= WINDOW;
    }

    /** A part waits to be sent. Numbers in between were never accepted. */
    void accepted(long sequence) {
        if (oldest == next) {
            oldest = sequence;
        }
        for (long n = Math.max(next, oldest); n < sequence; n++) {
            sentAt[slot(n)] = SETTLED;
        }
        sentAt[slot(sequence)] = Wire.NEVER;
        next = sequence + 1;
        tailProbed = false;
    }

    void sent(long sequence, long now) {
        if (sequence >= oldest && sentAt[slot(sequence)] == Wire.NEVER) {
            sentAt[slot(sequence)] = now;
        }
    }

    private static int slot(long sequence) {
        return (int) (sequence & WINDOW - 1);
    }

    /** The peer used this part. @return true if that was news */
    boolean used(long sequence) {
        if (sequence < oldest || sequence >= next || sentAt[slot(sequence)] == SETTLED) {
            return false;
        }
        sentAt[slot(sequence)] = SETTLED;
        newestUsed = Math.max(newestUsed, sequence);
        vain = 0;
        advance();
        return true;
    }

    private void advance() {
        while (oldest < next && sentAt[slot(oldest)] == SETTLED) {
            oldest++;
        }
    }

    long newestUsed() {
        return newestUsed;
    }

    /** When the oldest part that is out counts as lost; parts are sent in order, so no other does earlier. */
    long deadline(Rtt rtt) {
        if (oldest == next || sentAt[slot(oldest)] == Wire.NEVER) {
            return Wire.NEVER;
        }
        return sentAt[slot(oldest)] + patience(oldest, rtt);
    }

    private long patience(long sequence, Rtt rtt) {
        return sequence < newestUsed ? rtt.smoothed() * 5 / 4 + ANSWER_NANOS : rtt.timeout(vain) + ANSWER_NANOS;
    }

    /** The newest part if it is time to send it once more, because nothing follows that would show its loss; else -1. */
    long tailToProbe(Rtt rtt, long now) {
        return now >= tailAt(rtt) ? next - 1 : -1;
    }

    /** When that time is; never where the whole answer comes as soon. */
    long tailAt(Rtt rtt) {
        long wait = Math.max(rtt.timeout(0) / 4, 8 * Wire.MILLI);
        boolean open = oldest < next && !tailProbed && 2 * wait < rtt.timeout(0);
        long at = open ? sentAt[slot(next - 1)] : Wire.NEVER;
        return at == Wire.NEVER || at == SETTLED ? Wire.NEVER : at + wait;
    }

    /** The newest part goes out once more: its time begins anew. */
    void tailProbed(long now) {
        tailProbed = true;
        sentAt[slot(next - 1)] = now;
    }

    /** Tells what is lost by now, in ranges. @return how many parts */
    int tellLost(int stream, int epoch, Rtt rtt, long now, RiftHandler handler) {
        int lost = 0;
        long first = -1;
        boolean silence = false;
        for (long n = oldest; n < next; n++) {
            long at = sentAt[slot(n)];
            boolean gone = at != SETTLED && at != Wire.NEVER && now - at >= patience(n, rtt);
            if (gone) {
                silence |= n > newestUsed;
                sentAt[slot(n)] = SETTLED;
                lost++;
                first = first < 0 ? n : first;
            } else if (first >= 0) {
                handler.partsLost(stream, epoch, first, n - 1);
                first = -1;
            }
        }
        if (first >= 0) {
            handler.partsLost(stream, epoch, first, next - 1);
        }
        vain += silence ? 1 : 0;
        advance();
        return lost;
    }
}
