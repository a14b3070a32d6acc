package dev.wavry.rift.internal;

import dev.wavry.rift.RiftCounter;
import dev.wavry.rift.RiftHandler;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One epoch of a stream at the receiver: puts frames together, delivers them in order, and knows what is missing. Every piece says how far its
 * frame is from its key frame, so a lost beginning is repaired like anything else and a newer key frame makes everything before it
 * needless.
 */
final class EpochReceiver {
    /** Frames ahead of the next one to deliver that are taken; more would be a second of delay. */
    static final int WINDOW = 64;

    /** Packets that may overtake a missing one before it is asked for. */
    private static final int REORDER_PACKETS = 2;

    /** A key frame that was asked for and did not come for so long is asked for anew. */
    private static final long REQUEST_AGAIN_NANOS = 1_000 * Wire.MILLI;

    /** So many frames without a repair: none is to be waited for. */
    private static final int FEW_FRAMES = 8;

    /** Where repairs follow a frame at once, a pause this long means that they are lost as well. */
    private static final long REPAIR_NANOS = 4 * Wire.MILLI;

    final IncomingFrame[] frames = new IncomingFrame[WINDOW];
    private final Rtt rtt;
    private final Counters counters;
    private final long deadlineNanos;
    int stream = -1;
    int epoch;
    long usedAt;

    private long next;
    private long highest;
    private long newestKey;
    private boolean started;
    private boolean waiting;
    private long lostSequence;
    private boolean ackDue;
    private long gapAt;
    private int packetsSinceGap;
    private long lastPieceAt;
    private long nackedAt;
    private long delivered;
    /** Frames delivered since the last repair came. */
    private int sinceRepair;

    private long requestSerial;
    private long requestedAt;
    private long requestSentAt;
    private boolean requestDue;

    EpochReceiver(Rtt rtt, Counters counters, long deadlineNanos) {
        this.rtt = rtt;
        this.counters = counters;
        this.deadlineNanos = deadlineNanos;
        for (int i = 0; i < WINDOW; i++) {
            frames[i] = new IncomingFrame();
        }
    }

    void begin(int newStream, int newEpoch) {
        dropBelow(Long.MAX_VALUE);
        stream = newStream;
        epoch = newEpoch;
        next = 0;
        highest = -1;
        newestKey = -1;
        started = false;
        waiting = false;
        lostSequence = -1;
        ackDue = false;
        delivered = -1;
        gapAt = Wire.NEVER;
        nackedAt = Long.MIN_VALUE / 2;
        requestSerial = 0;
        sinceRepair = FEW_FRAMES;
        requestDue = false;
    }

    private IncomingFrame slot(long sequence) {
        return frames[(int) (sequence & WINDOW - 1)];
    }

    /** Takes note that a frame exists and says where to put its pieces; null if they are not wanted. */
    @Nullable
    IncomingFrame locate(long sequence, int sinceKey, long now, RiftHandler handler) {
        boolean keyKnown = sinceKey != VideoSender.FAR_FROM_KEY && sinceKey <= sequence;
        if (keyKnown && sequence - sinceKey > newestKey) {
            newestKey = sequence - sinceKey;
        }
        if (!started || waiting) {
            if (newestKey <= lostSequence) {
                lose(Math.max(sequence, lostSequence), now, handler, !waiting);
                return null;
            }
            startAt(newestKey);
        }
        if (sequence < next) {
            ackDue = true;
            counters.add(RiftCounter.VIDEO_DUPLICATES);
            return null;
        }
        if (sequence - next >= WINDOW) {
            overrun(sequence, now, handler);
            if (waiting || sequence < next || sequence - next >= WINDOW) {
                return null;
            }
        }
        return note(sequence, now);
    }

    private void startAt(long key) {
        started = true;
        waiting = false;
        requestDue = false;
        dropBelow(key);
        next = key;
        highest = Math.max(highest, key - 1);
    }

    /** The sender is further ahead than we can hold: only a key frame helps. */
    private void overrun(long sequence, long now, RiftHandler handler) {
        if (newestKey > next && sequence - newestKey < WINDOW) {
            countLost(next, newestKey);
            dropBelow(newestKey);
            next = newestKey;
        } else {
            lose(sequence, now, handler, true);
        }
    }

    private IncomingFrame note(long sequence, long now) {
        // Frames in between are missing from now on.
        for (long n = Math.max(next, highest + 1); n <= sequence; n++) {
            slot(n).drop();
            slot(n).begin(n, now);
        }
        highest = Math.max(highest, sequence);
        return slot(sequence);
    }

    /** Repairs follow the frames, so that what is missing may come by itself. */
    boolean isProtected() {
        return sinceRepair < FEW_FRAMES;
    }

    /** Delivered or lost already. */
    boolean isPast(long sequence) {
        return started && sequence < next;
    }

    /** A repair came. */
    void onRepair(long now) {
        sinceRepair = 0;
        onPiece(now);
    }

    /** A piece was stored. */
    void onPiece(long now) {
        lastPieceAt = now;
        if (!incomplete() || !Nacks.newGap(this, next, highest)) {
            gapAt = Wire.NEVER;
        } else if (gapAt == Wire.NEVER) {
            gapAt = now;
            packetsSinceGap = 0;
        } else {
            packetsSinceGap++;
        }
    }

    /** Delivers what is in order; a whole key frame overtakes what is missing before it. */
    void deliver(RiftHandler handler) {
        boolean going = true;
        while (going) {
            while (whole(next)) {
                give(slot(next++), handler);
            }
            going = newestKey > next && whole(newestKey);
            if (going) {
                countLost(next, newestKey);
                dropBelow(newestKey);
                next = newestKey;
            }
        }
    }

    private boolean whole(long sequence) {
        IncomingFrame frame = slot(sequence);
        return sequence <= highest && frame.sequence == sequence && frame.complete;
    }

    /** The slot is free before the handler is called, which may ask for a key frame or close the connection. */
    private void give(IncomingFrame slot, RiftHandler handler) {
        FrameMemory.Frame frame = slot.frame;
        delivered = slot.sequence;
        sinceRepair++;
        slot.frame = null;
        slot.drop();
        ackDue = true;
        counters.add(RiftCounter.FRAMES_RECEIVED);
        if (frame != null) {
            handler.videoFrame(frame);
        }
    }

    private void countLost(long from, long to) {
        counters.add(RiftCounter.FRAMES_LOST, to - from);
    }

    private void dropBelow(long sequence) {
        for (IncomingFrame frame : frames) {
            if (frame.sequence >= 0 && frame.sequence < sequence) {
                frame.drop();
            }
        }
    }

    /** A frame will never be whole: go on at a later key frame, or ask for one. */
    void giveUp(long sequence, long now, RiftHandler handler) {
        if (!started || waiting || sequence < next || sequence > highest || whole(sequence)) {
            return;
        }
        if (newestKey > sequence) {
            countLost(next, newestKey);
            startAt(newestKey);
            deliver(handler);
        } else {
            lose(sequence, now, handler, true);
        }
    }

    private void lose(long sequence, long now, RiftHandler handler, boolean tell) {
        if (started && !waiting) {
            countLost(next, Math.max(next, highest + 1));
        }
        dropBelow(Long.MAX_VALUE);
        lostSequence = sequence;
        next = Math.max(next, sequence + 1);
        highest = Math.max(highest, next - 1);
        started = true;
        gapAt = Wire.NEVER;
        request(now);
        if (tell) {
            handler.videoLost(stream, epoch);
        }
    }

    private void request(long now) {
        if (!waiting) {
            waiting = true;
            requestSerial++;
            requestedAt = now;
            requestDue = true;
        }
    }

    /** The decoder cannot go on: everything up to here is lost to it. */
    void requestKeyFrame(long now) {
        if (waiting) {
            return;
        }
        lostSequence = started ? next - 1 : -1;
        if (started && newestKey >= next) {
            countLost(next, newestKey);
            startAt(newestKey);
            return;
        }
        dropBelow(Long.MAX_VALUE);
        highest = next - 1;
        started = true;
        gapAt = Wire.NEVER;
        request(now);
    }

    boolean writes(long now) {
        return stream >= 0 && (ackDue || requestDue || nackDue(now));
    }

    boolean write(ByteBuffer out, long now) {
        boolean wrote = false;
        if (ackDue && delivered >= 0 && Frames.fits(out, 7)) {
            int begun = Frames.begin(out, Wire.VIDEO_ACK);
            out.put((byte) stream).putShort((short) epoch).putInt((int) delivered);
            Frames.end(out, begun);
            wrote = true;
        }
        ackDue = ackDue && !wrote && delivered >= 0;
        if (requestDue && Frames.fits(out, 11)) {
            int begun = Frames.begin(out, Wire.KEY_FRAME_REQUEST);
            out.put((byte) stream).putShort((short) epoch);
            out.putInt((int) requestSerial).putInt((int) lostSequence);
            Frames.end(out, begun);
            requestDue = false;
            requestSentAt = now;
            counters.add(RiftCounter.KEY_FRAME_REQUESTS_SENT);
            wrote = true;
        }
        if (nackDue(now)) {
            boolean asked = Nacks.write(this, out, next, highest, stalled(now), rtt, now);
            wrote |= asked;
            counters.add(RiftCounter.NACKS_SENT, asked ? 1 : 0);
            nackedAt = now;
            // What is missing is asked for; the next sign of trouble is a new gap or no answer.
            gapAt = Wire.NEVER;
        }
        return wrote;
    }

    private boolean incomplete() {
        return !waiting && next <= highest;
    }

    private boolean stalled(long now) {
        return now - lastPieceAt >= stallNanos();
    }

    /** Pieces of a frame follow each other closely; a pause in the middle means that its last ones are lost. */
    private long stallNanos() {
        long stall = Math.max(rtt.smoothed() / 2, 3 * Wire.MILLI);
        return isProtected() ? Math.min(stall, REPAIR_NANOS) : stall;
    }

    private boolean nackDue(long now) {
        return now >= nackAt();
    }

    private long nackAt() {
        if (!incomplete() || rtt.lossless()) {
            return Wire.NEVER;
        }
        long notBefore = nackedAt + Math.min(rtt.reorder(), Wire.MILLI);
        long again = Nacks.againAt(this, next, highest, rtt);
        long stall = Nacks.untouchedTail(this, next, highest) ? lastPieceAt + stallNanos() : Wire.NEVER;
        long gap = Wire.NEVER;
        if (gapAt != Wire.NEVER && Nacks.newGap(this, next, highest)) {
            gap = packetsSinceGap >= REORDER_PACKETS ? lastPieceAt : gapAt + rtt.reorder();
        }
        return Math.max(notBefore, Math.min(Math.min(again, stall), gap));
    }

    private long giveUpAt() {
        if (!incomplete()) {
            return Wire.NEVER;
        }
        return slot(next).progressAt + Math.max(deadlineNanos, rtt.smoothed() * 5 / 2);
    }

    private long requestAt() {
        return waiting && !requestDue ? requestSentAt + Math.max(rtt.askAgain(), 20 * Wire.MILLI) : Wire.NEVER;
    }

    long deadline() {
        return stream < 0 ? Wire.NEVER : Math.min(Math.min(nackAt(), giveUpAt()), requestAt());
    }

    void onDeadline(long now, RiftHandler handler) {
        if (now >= giveUpAt()) {
            giveUp(next, now, handler);
        }
        if (now >= requestAt()) {
            requestDue = true;
            if (now - requestedAt >= REQUEST_AGAIN_NANOS) {
                requestSerial++;
                requestedAt = now;
            }
        }
    }

    /** Drops everything when the connection ends. */
    void clear() {
        dropBelow(Long.MAX_VALUE);
        highest = next - 1;
        stream = -1;
    }
}
