package dev.wavry.rift.internal;

import dev.wavry.rift.RiftConnection;
import dev.wavry.rift.RiftCounter;
import dev.wavry.rift.RiftHandler;
import dev.wavry.rift.SendResult;
import dev.wavry.rift.VideoHeader;
import dev.wavry.spi.media.Stage;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Sending side of video: cuts frames into pieces, repairs what is missing, repeats the newest frame until it is acknowledged. */
final class VideoSender {
    static final int PIECE_HEADER_BYTES = 1 + 2 + 4 + 2 + 2 + 2 + 4;

    /** In {@code sinceKey}: further from a key frame than the number holds. */
    static final int FAR_FROM_KEY = 0xffff;

    /** In {@code sinceKey}: a part that stands alone, and one that refers to nothing sent before it. */
    static final int PART = 0xfffe;

    static final int PART_KEY = 0xfffd;

    private static final int GONE = 16;

    private final Rtt rtt;
    private final Counters counters;
    private final int pieceBytes;
    private final VideoHistory history;
    private final SendEpochs epochs = new SendEpochs();
    private final PartSender parts;
    final VideoProtection protection;
    /** A piece asked for goes out twice where so much is lost that one may not be enough. */
    private boolean second;

    private final long[] goneSequence = new long[GONE];
    private final int[] goneId = new int[GONE];
    private int gone;
    private long cursor;
    private int repairs;
    private long queuedBytes;

    VideoSender(int historyBytes, int maxDatagramBytes, Rtt rtt, Counters counters) {
        this.rtt = rtt;
        this.counters = counters;
        // A repair is as long as a piece and says a little more.
        int headerBytes = Math.max(PIECE_HEADER_BYTES, VideoProtection.HEADER_BYTES);
        pieceBytes = maxDatagramBytes - Wire.OVERHEAD_BYTES - Wire.FRAME_HEAD - headerBytes;
        protection = new VideoProtection(pieceBytes, counters);
        history = new VideoHistory(historyBytes);
        parts = new PartSender(epochs, rtt, counters);
    }

    SendResult offer(VideoHeader header, ByteBuffer payload) {
        int total = payload.remaining() + VideoTrailer.bytes(header);
        int pieces = (total + pieceBytes - 1) / pieceBytes;
        if (payload.remaining() > RiftConnection.MAX_VIDEO_BYTES || history.tooLong(total) || pieces > 0xffff) {
            return SendResult.TOO_LONG;
        }
        SendEpoch epoch = epochs.use(header.stream(), header.epoch());
        if (header.independent() && epoch.parts().isFull(header.sequence())) {
            return SendResult.FULL;
        }
        if (header.keyFrame() && !header.independent()) {
            abandonBefore(epoch);
        }
        SentFrame frame = history.add(header, payload, firstUnacknowledged());
        if (frame == null) {
            return SendResult.FULL;
        }
        cursor = Math.max(cursor, history.oldest());
        fill(frame, header, epoch, pieces);
        counters.add(RiftCounter.FRAMES_SENT);
        queuedBytes += frame.total;
        return SendResult.ACCEPTED;
    }

    private static void fill(SentFrame frame, VideoHeader header, SendEpoch epoch, int pieces) {
        frame.stream = header.stream();
        frame.epoch = header.epoch();
        frame.sequence = header.sequence();
        frame.pieces = pieces;
        frame.changedMicros = header.nanos(Stage.CHANGED) / 1000;
        epoch.newest = header.sequence();
        frame.sinceKey = header.independent() ? part(header, epoch) : sinceKey(header, epoch);
        frame.reset();
    }

    private static int part(VideoHeader header, SendEpoch epoch) {
        epoch.parts().accepted(header.sequence());
        return header.keyFrame() ? PART_KEY : PART;
    }

    private static int sinceKey(VideoHeader header, SendEpoch epoch) {
        if (header.keyFrame()) {
            epoch.lastKey = header.sequence();
        }
        long since = header.sequence() - epoch.lastKey;
        boolean near = epoch.lastKey >= 0 && since < PART_KEY && (since > 0 || header.keyFrame());
        return near ? (int) since : FAR_FROM_KEY;
    }

    /** Pieces of frames that a new key frame makes needless do not go out any more. */
    private void abandonBefore(SendEpoch epoch) {
        for (long i = history.oldest(); i < history.next(); i++) {
            SentFrame frame = history.frame(i);
            if (frame.stream == epoch.stream && frame.epoch == epoch.epoch) {
                repairs -= frame.repairs;
                frame.forgetRepairs();
                if (frame.queued()) {
                    queuedBytes -= Math.max(0, frame.total - (long) frame.next * pieceBytes);
                    frame.next = frame.pieces;
                    frame.abandoned = true;
                    // A key frame that never left answers nobody.
                    epoch.lastKey = frame.sequence == epoch.lastKey ? -1 : epoch.lastKey;
                }
            }
        }
    }

    private long firstUnacknowledged() {
        for (long i = history.oldest(); i < history.next(); i++) {
            SentFrame frame = history.frame(i);
            SendEpoch epoch = epochs.find(frame.stream, frame.epoch);
            boolean done =
                    frame.abandoned || epoch == null || frame.sequence <= epoch.acknowledged || isDonePart(frame);
            if (!done) {
                return i;
            }
        }
        return history.next();
    }

    /** Nobody asks for a part again. */
    private static boolean isDonePart(SentFrame frame) {
        return frame.isPart() && !frame.queued();
    }

    boolean wants() {
        return repairs > 0 || protection.pending() || moveCursor() < history.next();
    }

    long queuedBytes() {
        return queuedBytes;
    }

    private long moveCursor() {
        cursor = Math.max(cursor, history.oldest());
        while (cursor < history.next() && !history.frame(cursor).queued()) {
            cursor++;
        }
        return cursor;
    }

    /** Writes one piece if a whole one fits: a repair first, because a frame waits for it at the other end. */
    boolean write(ByteBuffer out, long now) {
        if (repairs > 0) {
            return writeRepair(out, now);
        }
        if (protection.pending()) {
            return protection.write(out);
        }
        if (moveCursor() == history.next()) {
            return false;
        }
        SentFrame frame = history.frame(cursor);
        if (!writePiece(out, frame, frame.next, now)) {
            return false;
        }
        queuedBytes -= length(frame, frame.next);
        frame.next++;
        if (!frame.isPart() && !frame.queued()) {
            protection.protect(frame, history.memory());
        }
        SendEpoch epoch = frame.isPart() && !frame.queued() ? epochs.find(frame.stream, frame.epoch) : null;
        if (epoch != null) {
            epoch.parts().sent(frame.sequence, now);
        }
        return true;
    }

    private boolean writeRepair(ByteBuffer out, long now) {
        for (long i = history.oldest(); i < history.next(); i++) {
            SentFrame frame = history.frame(i);
            if (frame.repairs > 0) {
                int piece = frame.firstRepair();
                if (!writePiece(out, frame, piece, now)) {
                    return false;
                }
                second = !second && protection.isHeavy();
                if (!second) {
                    frame.repaired(piece);
                    repairs--;
                }
                counters.add(RiftCounter.VIDEO_REPAIRED);
                return true;
            }
        }
        // The frames that wanted repair were overwritten.
        repairs = 0;
        return false;
    }

    private int length(SentFrame frame, int piece) {
        return Math.min(pieceBytes, frame.total - piece * pieceBytes);
    }

    private boolean writePiece(ByteBuffer out, SentFrame frame, int piece, long now) {
        int bytes = length(frame, piece);
        if (!Frames.fits(out, PIECE_HEADER_BYTES + bytes)) {
            return false;
        }
        int from = piece * pieceBytes;
        int stamp = frame.total - VideoTrailer.SENT_BYTES;
        if (piece == frame.next && from <= stamp && from + bytes > stamp) {
            VideoTrailer.stampSent(history.memory(), frame.at + stamp, frame.changedMicros, now);
        }
        int begun = Frames.begin(out, Wire.VIDEO);
        out.put((byte) frame.stream).putShort((short) frame.epoch).putInt((int) frame.sequence);
        out.putShort((short) frame.sinceKey).putShort((short) piece).putShort((short) frame.pieces);
        out.putInt(frame.total);
        int at = out.position();
        out.put(at, history.memory(), frame.at + from, bytes).position(at + bytes);
        Frames.end(out, begun);
        frame.lastSentAt = now;
        return true;
    }

    boolean goneDue() {
        return gone > 0;
    }

    boolean writeGone(ByteBuffer out) {
        boolean wrote = false;
        while (gone > 0 && Frames.fits(out, 7)) {
            gone--;
            int begun = Frames.begin(out, Wire.VIDEO_GONE);
            out.put((byte) (goneId[gone] >>> 16)).putShort((short) goneId[gone]);
            out.putInt((int) goneSequence[gone]);
            Frames.end(out, begun);
            wrote = true;
        }
        return wrote;
    }

    boolean onAck(ByteBuffer in, RiftHandler handler) {
        if (in.remaining() < 7) {
            return false;
        }
        int stream = Frames.u8(in);
        int number = Frames.u16(in);
        long sequence = Frames.u32(in);
        SendEpoch epoch = epochs.find(stream, number);
        if (epoch == null || sequence > epoch.newest || sequence <= epoch.acknowledged) {
            return true;
        }
        epoch.acknowledged = sequence;
        for (long i = history.oldest(); i < history.next(); i++) {
            SentFrame frame = history.frame(i);
            if (frame.stream == stream && frame.epoch == number && frame.sequence <= sequence) {
                repairs -= frame.repairs;
                frame.forgetRepairs();
            }
        }
        handler.frameAcknowledged(stream, number, sequence);
        return true;
    }

    boolean onNack(ByteBuffer in) {
        if (in.remaining() < 8) {
            return false;
        }
        counters.add(RiftCounter.NACKS_RECEIVED);
        int stream = Frames.u8(in);
        int epoch = Frames.u16(in);
        long sequence = Frames.u32(in);
        int ranges = Frames.u8(in);
        if (in.remaining() < 4 * ranges) {
            return false;
        }
        SentFrame frame = history.find(stream, epoch, sequence);
        if (frame == null) {
            reportGone(stream, epoch, sequence);
            return true;
        }
        if (frame.isPart()) {
            return true;
        }
        int before = frame.repairs;
        for (int i = 0; i < ranges; i++) {
            frame.repair(Frames.u16(in), Frames.u16(in));
        }
        repairs += frame.repairs - before;
        return true;
    }

    private void reportGone(int stream, int epoch, long sequence) {
        if (gone < GONE) {
            goneId[gone] = stream << 16 | epoch;
            goneSequence[gone++] = sequence;
        }
    }

    /** A key frame sent since then answers the request already; a request heard before is not told again. */
    boolean onKeyFrameRequest(ByteBuffer in, RiftHandler handler) {
        if (in.remaining() < 11) {
            return false;
        }
        int stream = Frames.u8(in);
        int number = Frames.u16(in);
        long serial = Frames.u32(in);
        int lost = in.getInt();
        SendEpoch epoch = epochs.find(stream, number);
        if (epoch == null) {
            return true;
        }
        long lostSequence = lost == -1 ? -1 : lost & 0xffffffffL;
        if (serial <= epoch.lastRequest || epoch.lastKey > lostSequence) {
            return true;
        }
        epoch.lastRequest = serial;
        counters.add(RiftCounter.KEY_FRAME_REQUESTS_RECEIVED);
        handler.keyFrameRequested(stream, number);
        return true;
    }

    /** When the newest frame of some epoch is to be repeated. */
    long deadline() {
        long earliest = parts.deadline();
        for (SendEpoch epoch : epochs.all) {
            SentFrame frame = probed(epoch);
            if (frame != null) {
                earliest = Math.min(earliest, probeAt(frame));
            }
        }
        return earliest;
    }

    private long probeAt(SentFrame frame) {
        return frame.lastSentAt + rtt.timeout(frame.probes);
    }

    private @Nullable SentFrame probed(SendEpoch epoch) {
        boolean open =
                !rtt.lossless() && epoch.stream >= 0 && epoch.newest > epoch.acknowledged && !epochs.superseded(epoch);
        SentFrame frame = open ? history.find(epoch.stream, epoch.epoch, epoch.newest) : null;
        return frame != null && !frame.isPart() && !frame.queued() && frame.repairs == 0 ? frame : null;
    }

    void onDeadline(long now, RiftHandler handler) {
        for (SendEpoch epoch : epochs.all) {
            long tail = parts.onDeadline(epoch, handler, now);
            if (tail >= 0) {
                probeTail(history.find(epoch.stream, epoch.epoch, tail));
            }
            SentFrame frame = probed(epoch);
            if (frame != null && now >= probeAt(frame)) {
                // The last piece tells the peer how many there are; it asks for the others.
                frame.probes++;
                frame.repair(frame.pieces - 1, frame.pieces - 1);
                repairs++;
                counters.add(RiftCounter.FRAMES_PROBED);
            }
        }
    }

    /** A small part goes out once more: it is as new as ever, and nothing follows that would show its loss. */
    private void probeTail(@Nullable SentFrame frame) {
        if (frame != null && frame.pieces == 1 && frame.repairs == 0) {
            frame.repair(0, 0);
            repairs++;
            counters.add(RiftCounter.FRAMES_PROBED);
        }
    }

    boolean onPartAck(ByteBuffer in, RiftHandler handler, long now) {
        return parts.onAck(in, handler, now);
    }
}
