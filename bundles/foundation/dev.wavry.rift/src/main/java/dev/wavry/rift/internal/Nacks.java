package dev.wavry.rift.internal;

import java.nio.ByteBuffer;

/** Finds what of an epoch is missing and writes the requests for it. */
final class Nacks {
    /** More ranges than this in one request mean that nearly everything is missing; the next request gets the rest. */
    private static final int MAX_RANGES = 48;

    private static final int FIXED_BYTES = 1 + 2 + 4 + 1;

    private Nacks() {}

    private static IncomingFrame slot(EpochReceiver epoch, long sequence) {
        return epoch.frames[(int) (sequence & EpochReceiver.WINDOW - 1)];
    }

    /**
     * Up to where pieces of a frame should have come by now: all of an older frame, the newest up to its highest; where repairs
     * follow, nothing of the newest before they came.
     */
    private static int edge(IncomingFrame frame, long highest, boolean stalled, boolean isProtected) {
        if (frame.pieces == 0) {
            return 1;
        }
        if (frame.sequence < highest || stalled || frame.repairsOver) {
            return frame.pieces;
        }
        return isProtected ? 0 : Math.max(0, frame.highest);
    }

    /** Whether something is missing that was not asked for yet. */
    static boolean newGap(EpochReceiver epoch, long next, long highest) {
        for (long n = next; n <= highest; n++) {
            IncomingFrame frame = slot(epoch, n);
            int edge = edge(frame, highest, false, epoch.isProtected());
            if (!frame.complete && frame.nackedBelow < edge && unasked(frame, edge)) {
                return true;
            }
        }
        return false;
    }

    private static boolean unasked(IncomingFrame frame, int edge) {
        return frame.pieces == 0 || frame.missing(frame.nackedBelow, edge) < edge;
    }

    /** Whether the end of the newest frame was not asked for yet. */
    static boolean untouchedTail(EpochReceiver epoch, long next, long highest) {
        IncomingFrame frame = slot(epoch, highest);
        return next <= highest
                && !frame.complete
                && frame.nackedBelow < Math.max(1, frame.pieces)
                && unasked(frame, frame.pieces);
    }

    /** When the oldest unanswered request is to be repeated. */
    static long againAt(EpochReceiver epoch, long next, long highest, Rtt rtt) {
        long earliest = Wire.NEVER;
        for (long n = next; n <= highest; n++) {
            IncomingFrame frame = slot(epoch, n);
            if (!frame.complete && frame.nackedBelow > 0) {
                earliest = Math.min(earliest, frame.nackedAt + wait(frame, rtt));
            }
        }
        return earliest;
    }

    /** Twice as long after the first vain request; more would use up the frame's deadline with waiting. */
    private static long wait(IncomingFrame frame, Rtt rtt) {
        return rtt.askAgain() * Math.min(frame.nacks, 2);
    }

    static boolean write(
            EpochReceiver epoch, ByteBuffer out, long next, long highest, boolean stalled, Rtt rtt, long now) {
        boolean wrote = false;
        for (long n = next; n <= highest; n++) {
            IncomingFrame frame = slot(epoch, n);
            int edge = edge(frame, highest, stalled, epoch.isProtected());
            if (frame.complete || edge == 0) {
                continue;
            }
            boolean again = frame.nackedBelow > 0 && now - frame.nackedAt >= wait(frame, rtt);
            int from = again ? 0 : frame.nackedBelow;
            if (from < edge && (frame.pieces == 0 || frame.missing(from, edge) < edge)) {
                wrote |= writeFrame(epoch, frame, out, from, edge, now);
            }
        }
        return wrote;
    }

    private static boolean writeFrame(
            EpochReceiver epoch, IncomingFrame frame, ByteBuffer out, int from, int edge, long now) {
        int most = Math.min(MAX_RANGES, (out.remaining() - Wire.FRAME_HEAD - FIXED_BYTES) / 4);
        if (most < 1) {
            return false;
        }
        int begun = Frames.begin(out, Wire.VIDEO_NACK);
        out.put((byte) epoch.stream).putShort((short) epoch.epoch).putInt((int) frame.sequence);
        int countAt = out.position();
        out.put((byte) 0);
        int count = 0;
        int piece = from;
        if (frame.pieces == 0) {
            out.putShort((short) 0).putShort((short) 0xffff);
            count = 1;
            piece = edge;
        }
        while (piece < edge && count < most) {
            int first = frame.missing(piece, edge);
            if (first < edge) {
                piece = frame.present(first, edge);
                out.putShort((short) first).putShort((short) (piece - 1));
                count++;
                if (frame.frame != null) {
                    frame.frame.repaired += piece - first;
                }
            } else {
                piece = edge;
            }
        }
        out.put(countAt, (byte) count);
        Frames.end(out, begun);
        frame.nackedBelow = Math.max(frame.nackedBelow, piece);
        frame.nackedAt = now;
        frame.nacks++;
        return true;
    }
}
