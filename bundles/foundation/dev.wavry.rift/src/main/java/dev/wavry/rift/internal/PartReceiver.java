package dev.wavry.rift.internal;

import dev.wavry.rift.RiftCounter;
import dev.wavry.rift.RiftHandler;
import dev.wavry.rift.VideoHeader;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Receiving side of parts that stand alone: each is delivered once as soon as it is whole, and the sender is told which were used. */
final class PartReceiver {
    private static final int EPOCHS = 8;
    private static final int ACK_BYTES = 1 + 2 + 4 + SequenceWindow.SIZE / 8;

    /** Several parts come with one picture and are acknowledged together. */
    private static final long ACK_DELAY_NANOS = 2 * Wire.MILLI;

    private final PartEpoch[] epochs = new PartEpoch[EPOCHS];
    private final FrameMemory memory;
    private final Counters counters;
    private int count;
    private long uses;

    PartReceiver(FrameMemory memory, Counters counters) {
        this.memory = memory;
        this.counters = counters;
    }

    private @Nullable PartEpoch find(int stream, int epoch) {
        for (int i = 0; i < count; i++) {
            if (epochs[i].stream == stream && epochs[i].epoch == epoch) {
                return epochs[i];
            }
        }
        return null;
    }

    private PartEpoch epoch(int stream, int epoch) {
        PartEpoch found = find(stream, epoch);
        if (found == null) {
            found = unused();
            found.begin(stream, epoch);
        }
        found.usedAt = ++uses;
        return found;
    }

    private PartEpoch unused() {
        if (count < EPOCHS) {
            epochs[count] = new PartEpoch();
            return epochs[count++];
        }
        PartEpoch oldest = epochs[0];
        for (PartEpoch e : epochs) {
            oldest = e.usedAt < oldest.usedAt ? e : oldest;
        }
        return oldest;
    }

    /** A piece of a part; false if it is malformed. */
    boolean onPiece(
            VideoHeader header, int piece, int pieces, int total, ByteBuffer in, RiftHandler handler, long now) {
        PartEpoch epoch = epoch(header.stream(), header.epoch());
        IncomingFrame part = epoch.locate(header.sequence(), now);
        if (part == null) {
            counters.add(RiftCounter.VIDEO_DUPLICATES);
            return true;
        }
        if (!part.describe(pieces, total)) {
            return false;
        }
        switch (part.store(memory, piece, in, now)) {
            case MALFORMED -> {
                return false;
            }
            case KNOWN -> counters.add(RiftCounter.VIDEO_DUPLICATES);
            case OVER_LIMIT -> counters.add(RiftCounter.VIDEO_OVER_LIMIT);
            case NEW -> {
                if (part.received == part.pieces) {
                    return part.finish(header, now) && deliver(epoch, part, handler);
                }
            }
        }
        return true;
    }

    private boolean deliver(PartEpoch epoch, IncomingFrame part, RiftHandler handler) {
        FrameMemory.Frame whole = part.frame;
        epoch.delivered.mark(part.sequence);
        part.frame = null;
        part.drop();
        counters.add(RiftCounter.FRAMES_RECEIVED);
        if (whole != null) {
            handler.videoFrame(whole);
        }
        return true;
    }

    void applied(int stream, int number, long sequence, long now) {
        PartEpoch epoch = find(stream, number);
        if (epoch != null && epoch.delivered.has(sequence)) {
            epoch.applied.mark(sequence);
            epoch.ackAt = Math.min(epoch.ackAt, now + ACK_DELAY_NANOS);
        }
    }

    boolean wants(long now) {
        return deadline() <= now;
    }

    boolean write(ByteBuffer out, long now) {
        boolean wrote = false;
        for (int i = 0; i < count; i++) {
            PartEpoch epoch = epochs[i];
            if (epoch.ackAt <= now && Frames.fits(out, ACK_BYTES)) {
                int begun = Frames.begin(out, Wire.PART_ACK);
                out.put((byte) epoch.stream).putShort((short) epoch.epoch).putInt((int) epoch.applied.newest());
                epoch.applied.write(out);
                Frames.end(out, begun);
                epoch.ackAt = Wire.NEVER;
                wrote = true;
            }
        }
        return wrote;
    }

    long deadline() {
        long earliest = Wire.NEVER;
        for (int i = 0; i < count; i++) {
            earliest = Math.min(earliest, epochs[i].ackAt);
        }
        return earliest;
    }

    void clear() {
        for (int i = 0; i < count; i++) {
            epochs[i].clear();
        }
    }
}
