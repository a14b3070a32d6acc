package dev.wavry.rift.internal;

import dev.wavry.rift.VideoFrameView;
import dev.wavry.rift.VideoHeader;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Memory for frames being received, in powers of two, up to a limit that nothing the peer sends can move. Frames come home from any
 * thread by a flag that is looked at when the next one is needed.
 */
final class FrameMemory {
    /** Decoders read this far behind the end. */
    static final int PADDING = 64;

    private static final int SMALLEST_SHIFT = 14;
    private static final int CLASSES = 12;
    private static final int MOST = 512;

    private final int limitBytes;
    private final Frame[] frames = new Frame[MOST];
    private int count;
    private long usedBytes;

    FrameMemory(int limitBytes) {
        this.limitBytes = limitBytes;
    }

    /** A buffer for so many bytes, or null if that is beyond the limit now. */
    @Nullable
    Frame take(int bytes) {
        int shift = Math.max(SMALLEST_SHIFT, 32 - Integer.numberOfLeadingZeros(bytes + PADDING - 1));
        if (shift >= SMALLEST_SHIFT + CLASSES) {
            return null;
        }
        for (int i = 0; i < count; i++) {
            if (frames[i].home && frames[i].shift == shift) {
                return frames[i].begin();
            }
        }
        int size = 1 << shift;
        if (!makeRoom(size)) {
            return null;
        }
        Frame made = new Frame(shift, ByteBuffer.allocateDirect(size));
        frames[count++] = made;
        usedBytes += size;
        return made.begin();
    }

    /** Lets unused buffers of other sizes go, if needed. */
    private boolean makeRoom(int size) {
        for (int i = count - 1; i >= 0 && (usedBytes + size > limitBytes || count == MOST); i--) {
            if (frames[i].home) {
                usedBytes -= 1L << frames[i].shift;
                frames[i] = frames[--count];
            }
        }
        return usedBytes + size <= limitBytes && count < MOST;
    }

    long usedBytes() {
        return usedBytes;
    }

    /** A frame in its memory, and the view of it. */
    static final class Frame implements VideoFrameView {
        final ByteBuffer bytes;
        final VideoHeader header = new VideoHeader();
        final int shift;
        private final ByteBuffer payload;
        private volatile boolean home = true;
        long firstAt;
        long lastAt;
        int repaired;

        Frame(int shift, ByteBuffer bytes) {
            this.shift = shift;
            this.bytes = bytes;
            payload = bytes.duplicate();
        }

        Frame begin() {
            home = false;
            repaired = 0;
            header.clear();
            return this;
        }

        /** Makes the payload readable; decoders may read zeros behind it. */
        void finish(int payloadBytes) {
            for (int i = 0; i < PADDING; i += 8) {
                bytes.putLong(payloadBytes + i, 0);
            }
            payload.limit(payloadBytes).position(0);
        }

        @Override
        public VideoHeader header() {
            return header;
        }

        @Override
        public ByteBuffer payload() {
            return payload;
        }

        @Override
        public long firstPacketNanos() {
            return firstAt;
        }

        @Override
        public long lastPacketNanos() {
            return lastAt;
        }

        @Override
        public int repairedPackets() {
            return repaired;
        }

        @Override
        public void release() {
            home = true;
        }
    }
}
