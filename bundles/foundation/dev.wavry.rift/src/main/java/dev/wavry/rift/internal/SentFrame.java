package dev.wavry.rift.internal;

/** Where a sent frame lies in the history and what of it is still to go out. Reused. */
final class SentFrame {
    int stream;
    int epoch;
    long sequence;
    int sinceKey;
    /** Offset and length in the history. */
    int at;

    int total;
    int pieces;
    long changedMicros;
    /** Next piece to be sent for the first time; {@code pieces} when all were. */
    int next;

    boolean abandoned;
    long lastSentAt;
    int probes;
    int repairs;
    private long[] repair = new long[4];

    boolean isPart() {
        return sinceKey == VideoSender.PART || sinceKey == VideoSender.PART_KEY;
    }

    boolean queued() {
        return next < pieces;
    }

    /** Asks for pieces to go out again; those not sent yet will come by themselves. */
    void repair(int first, int last) {
        int end = Math.min(last, next - 1);
        for (int piece = first; piece <= end; piece++) {
            long bit = 1L << piece;
            if ((repair[piece >> 6] & bit) == 0) {
                repair[piece >> 6] |= bit;
                repairs++;
            }
        }
    }

    /** Takes the first piece to repair. */
    int firstRepair() {
        for (int word = 0; ; word++) {
            if (repair[word] != 0) {
                return (word << 6) + Long.numberOfTrailingZeros(repair[word]);
            }
        }
    }

    void repaired(int piece) {
        repair[piece >> 6] &= ~(1L << piece);
        repairs--;
    }

    void forgetRepairs() {
        if (repairs > 0) {
            java.util.Arrays.fill(repair, 0);
            repairs = 0;
        }
    }

    void reset() {
        forgetRepairs();
        int words = (pieces + 63) >> 6;
        if (repair.length < words) {
            repair = new long[Math.max(words, 2 * repair.length)];
        }
        next = 0;
        abandoned = false;
        probes = 0;
        lastSentAt = 0;
    }
}
