package dev.wavry.rift.internal;

import dev.wavry.rift.VideoHeader;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Sent frames as they were handed in, for repair: a ring of memory in which a new frame overwrites the oldest ones. It begins small and grows
 * up to its limit when unacknowledged frames would be overwritten.
 */
final class VideoHistory {
    private static final int FRAMES = 256;
    private static final int FIRST_BYTES = 1 << 20;

    private final SentFrame[] frames = new SentFrame[FRAMES];
    private final int limitBytes;
    private @Nullable ByteBuffer memory;
    private long oldest;
    private long next;
    private int writeAt;

    VideoHistory(int limitBytes) {
        this.limitBytes = limitBytes;
        for (int i = 0; i < FRAMES; i++) {
            frames[i] = new SentFrame();
        }
    }

    long oldest() {
        return oldest;
    }

    long next() {
        return next;
    }

    SentFrame frame(long index) {
        return frames[(int) (index & FRAMES - 1)];
    }

    ByteBuffer memory() {
        if (memory == null) {
            memory = ByteBuffer.allocateDirect(Math.min(FIRST_BYTES, limitBytes));
        }
        return memory;
    }

    boolean tooLong(int bytes) {
        return bytes > limitBytes;
    }

    /** The frame with these numbers, or null if it was never sent or is overwritten. */
    @Nullable
    SentFrame find(int stream, int epoch, long sequence) {
        for (long i = next - 1; i >= oldest; i--) {
            SentFrame frame = frame(i);
            if (frame.sequence == sequence && frame.epoch == epoch && frame.stream == stream) {
                return frame.abandoned ? null : frame;
            }
        }
        return null;
    }

    /** Room for a frame; null if frames that were not sent yet are in the way. {@code needed} frames make the memory grow. */
    @Nullable
    SentFrame add(VideoHeader header, ByteBuffer payload, long neededFrom) {
        int total = payload.remaining() + VideoTrailer.bytes(header);
        while (!makeRoom(total, neededFrom)) {
            if (!grow(total)) {
                if (!makeRoom(total, Math.max(neededFrom, firstQueued()))) {
                    return null;
                }
                break;
            }
        }
        if (next - oldest == FRAMES) {
            if (frame(oldest).queued()) {
                return null;
            }
            oldest++;
        }
        SentFrame frame = frame(next++);
        frame.at = writeAt;
        frame.total = total;
        ByteBuffer bytes = memory();
        bytes.limit(writeAt + total).position(writeAt);
        bytes.put(writeAt, payload, payload.position(), payload.remaining());
        bytes.position(writeAt + payload.remaining());
        VideoTrailer.write(header, bytes);
        bytes.clear();
        writeAt += total;
        return frame;
    }

    private long firstQueued() {
        long i = oldest;
        while (i < next && !frame(i).queued()) {
            i++;
        }
        return i;
    }

    /** Finds a contiguous place by dropping frames below an index; false if that does not make enough room. */
    private boolean makeRoom(int total, long droppableBelow) {
        int capacity = memory().capacity();
        if (total > capacity) {
            return false;
        }
        int at = writeAt + total > capacity ? 0 : writeAt;
        long drop = oldest;
        // A wrap leaves the end of the memory unused; whatever still lies there goes with it.
        if (at == 0 && writeAt != 0) {
            while (drop < next && frame(drop).at >= writeAt) {
                drop++;
            }
        }
        while (drop < next && overlaps(frame(drop), at, total)) {
            drop++;
        }
        if (drop > droppableBelow) {
            return false;
        }
        oldest = drop;
        writeAt = at;
        return true;
    }

    private static boolean overlaps(SentFrame frame, int at, int total) {
        return frame.at < at + total && at < frame.at + frame.total;
    }

    /** Doubles the memory and moves the frames over in order. */
    private boolean grow(int total) {
        ByteBuffer old = memory();
        if (old.capacity() >= limitBytes) {
            return false;
        }
        long wanted = Math.max(2L * old.capacity(), 2L * total);
        ByteBuffer larger = ByteBuffer.allocateDirect((int) Math.min(limitBytes, wanted));
        int at = 0;
        for (long i = oldest; i < next; i++) {
            SentFrame frame = frame(i);
            larger.put(at, old, frame.at, frame.total);
            frame.at = at;
            at += frame.total;
        }
        writeAt = at;
        memory = larger;
        return true;
    }
}
