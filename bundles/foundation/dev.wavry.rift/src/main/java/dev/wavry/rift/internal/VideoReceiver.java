package dev.wavry.rift.internal;

import dev.wavry.rift.RiftConnection;
import dev.wavry.rift.RiftCounter;
import dev.wavry.rift.RiftHandler;
import dev.wavry.rift.VideoHeader;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Receiving side of video: checks every piece, finds its epoch, and stores it in memory that cannot grow beyond its limit. */
final class VideoReceiver {
    /** Epochs remembered; a hand-over needs two per stream, the oldest unused one makes place. */
    private static final int EPOCHS = 16;

    private final EpochReceiver[] epochs = new EpochReceiver[EPOCHS];
    private final Rtt rtt;
    private final Counters counters;
    private final long frameDeadlineNanos;
    private final FrameMemory memory;
    private final PartReceiver parts;
    final FrameRepairs repairs;
    private final VideoHeader header = new VideoHeader();
    private int count;
    private long uses;

    VideoReceiver(int limitBytes, long frameDeadlineNanos, Rtt rtt, Counters counters) {
        this.rtt = rtt;
        this.counters = counters;
        this.frameDeadlineNanos = frameDeadlineNanos;
        memory = new FrameMemory(limitBytes);
        parts = new PartReceiver(memory, counters);
        repairs = new FrameRepairs(memory, counters);
    }

    private @Nullable EpochReceiver find(int stream, int epoch) {
        for (int i = 0; i < count; i++) {
            if (epochs[i].stream == stream && epochs[i].epoch == epoch) {
                return epochs[i];
            }
        }
        return null;
    }

    private EpochReceiver epoch(int stream, int epoch) {
        EpochReceiver found = find(stream, epoch);
        if (found == null) {
            found = unused();
            found.begin(stream, epoch);
        }
        found.usedAt = ++uses;
        return found;
    }

    private EpochReceiver unused() {
        if (count < EPOCHS) {
            EpochReceiver made = new EpochReceiver(rtt, counters, frameDeadlineNanos);
            epochs[count++] = made;
            return made;
        }
        EpochReceiver oldest = epochs[0];
        for (EpochReceiver e : epochs) {
            oldest = e.usedAt < oldest.usedAt ? e : oldest;
        }
        return oldest;
    }

    /** A piece of a frame; false if it is malformed. */
    boolean onPiece(ByteBuffer in, RiftHandler handler, long now) {
        if (in.remaining() <= VideoSender.PIECE_HEADER_BYTES) {
            return false;
        }
        int stream = Frames.u8(in);
        int number = Frames.u16(in);
        long sequence = Frames.u32(in);
        int sinceKey = Frames.u16(in);
        int piece = Frames.u16(in);
        int pieces = Frames.u16(in);
        int total = in.getInt();
        boolean whole = sinceKey < VideoSender.PART_KEY || sinceKey == VideoSender.FAR_FROM_KEY;
        if (piece >= pieces || total < pieces || total > RiftConnection.MAX_VIDEO_BYTES + VideoTrailer.MAX_BYTES) {
            return false;
        }
        if (!whole) {
            header.clear()
                    .set(stream, number, sequence, sinceKey == VideoSender.PART_KEY)
                    .independent(true);
            return parts.onPiece(header, piece, pieces, total, in, handler, now);
        }
        EpochReceiver epoch = epoch(stream, number);
        IncomingFrame frame = epoch.locate(sequence, sinceKey, now, handler);
        if (frame == null) {
            return true;
        }
        if (frame.complete) {
            counters.add(RiftCounter.VIDEO_DUPLICATES);
            return true;
        }
        if (!frame.describe(pieces, total)) {
            return false;
        }
        return store(epoch, frame, piece, sinceKey, in, handler, now);
    }

    private boolean store(
            EpochReceiver epoch,
            IncomingFrame frame,
            int piece,
            int sinceKey,
            ByteBuffer in,
            RiftHandler handler,
            long now) {
        switch (frame.store(memory, piece, in, now)) {
            case MALFORMED -> {
                return false;
            }
            case KNOWN -> counters.add(RiftCounter.VIDEO_DUPLICATES);
            case OVER_LIMIT -> counters.add(RiftCounter.VIDEO_OVER_LIMIT);
            case NEW -> {
                if (!progress(epoch, frame, sinceKey, handler, now)) {
                    return false;
                }
                epoch.onPiece(now);
            }
        }
        return true;
    }

    private boolean progress(EpochReceiver epoch, IncomingFrame frame, int sinceKey, RiftHandler handler, long now) {
        repairs.restore(epoch, frame, now);
        header.clear().set(epoch.stream, epoch.epoch, frame.sequence, sinceKey == 0);
        if (frame.received == frame.pieces && !frame.finish(header, now)) {
            return false;
        }
        if (frame.complete) {
            epoch.deliver(handler);
        }
        return true;
    }

    /** A repair of a frame; false if it is malformed. */
    boolean onRepair(ByteBuffer in, RiftHandler handler, long now) {
        if (in.remaining() <= VideoProtection.HEADER_BYTES) {
            return false;
        }
        int stream = Frames.u8(in);
        int number = Frames.u16(in);
        long sequence = Frames.u32(in);
        int sinceKey = Frames.u16(in);
        int pieces = Frames.u16(in);
        int total = in.getInt();
        if (pieces == 0 || total < pieces || total > RiftConnection.MAX_VIDEO_BYTES + VideoTrailer.MAX_BYTES) {
            return false;
        }
        if (sinceKey == VideoSender.PART || sinceKey == VideoSender.PART_KEY) {
            return true;
        }
        EpochReceiver epoch = epoch(stream, number);
        // Most repairs come when their frame is whole and shown.
        IncomingFrame frame = epoch.isPast(sequence) ? null : epoch.locate(sequence, sinceKey, now, handler);
        if (frame == null || frame.complete) {
            epoch.onRepair(now);
            return true;
        }
        if (!frame.describe(pieces, total) || !repairs.onRepair(epoch, frame, in)) {
            return false;
        }
        boolean sane = progress(epoch, frame, sinceKey, handler, now);
        epoch.onRepair(now);
        return sane;
    }

    /** The sender cannot repair a frame any more. */
    boolean onGone(ByteBuffer in, RiftHandler handler, long now) {
        if (in.remaining() < 7) {
            return false;
        }
        EpochReceiver epoch = find(Frames.u8(in), Frames.u16(in));
        long sequence = Frames.u32(in);
        if (epoch != null) {
            epoch.giveUp(sequence, now, handler);
        }
        return true;
    }

    void requestKeyFrame(int stream, int epoch, long now) {
        epoch(stream, epoch).requestKeyFrame(now);
    }

    void partApplied(int stream, int epoch, long sequence, long now) {
        parts.applied(stream, epoch, sequence, now);
    }

    boolean wants(long now) {
        if (parts.wants(now)) {
            return true;
        }
        for (int i = 0; i < count; i++) {
            if (epochs[i].writes(now)) {
                return true;
            }
        }
        return false;
    }

    boolean write(ByteBuffer out, long now) {
        boolean wrote = parts.write(out, now);
        for (int i = 0; i < count; i++) {
            if (epochs[i].writes(now)) {
                wrote |= epochs[i].write(out, now);
            }
        }
        return wrote;
    }

    long deadline() {
        long earliest = parts.deadline();
        for (int i = 0; i < count; i++) {
            earliest = Math.min(earliest, epochs[i].deadline());
        }
        return earliest;
    }

    void onDeadline(long now, RiftHandler handler) {
        for (int i = 0; i < count; i++) {
            epochs[i].onDeadline(now, handler);
        }
    }

    long usedBytes() {
        return memory.usedBytes();
    }

    void clear() {
        parts.clear();
        repairs.clear();
        for (int i = 0; i < count; i++) {
            epochs[i].clear();
        }
    }
}
