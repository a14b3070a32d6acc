package dev.wavry.buffer;

import dev.wavry.spi.media.CodedFrame;
import dev.wavry.spi.media.FrameInfo;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** Coded frames for one handle, around bytes that somebody else owns. Safe from any thread; allocates only while it grows. */
public final class CodedPool {
    private final ArrayDeque<Coded> home = new ArrayDeque<>();
    private final int mostOut;
    private int out;
    private long misuses;

    /**
     * @param mostOut how many frames may be out at once, at least 1
     */
    public CodedPool(int mostOut) {
        this.mostOut = mostOut;
    }

    /**
     * A frame with one count around {@code payload}; see {@code EncoderContext.coded} for the promises.
     *
     * @return null if too many are out
     */
    public synchronized @Nullable CodedFrame coded(
            FrameInfo info, boolean keyFrame, ByteBuffer payload, long address, Runnable onReleased) {
        Coded frame = tryAcquire();
        return frame == null ? null : frame.fill(info, keyFrame, false, payload, address, onReleased);
    }

    /** The same for a part that stands alone; see {@code EncoderContext.codedPart}. */
    public synchronized @Nullable CodedFrame codedPart(
            FrameInfo info, boolean keyFrame, ByteBuffer payload, long address, Runnable onReleased) {
        Coded frame = tryAcquire();
        return frame == null ? null : frame.fill(info, keyFrame, true, payload, address, onReleased);
    }

    private @Nullable Coded tryAcquire() {
        if (out >= mostOut) {
            return null;
        }
        out++;
        return home.isEmpty() ? new Coded() : home.pop();
    }

    /** How many frames are out. */
    public synchronized int outstanding() {
        return out;
    }

    /** How often something was closed or retained that was not held any more. */
    public synchronized long misuses() {
        return misuses;
    }

    private synchronized void back(Coded frame) {
        out--;
        home.push(frame);
    }

    private synchronized void countMisuse() {
        misuses++;
    }

    private final class Coded extends Count implements CodedFrame {
        private final FrameInfo info = new FrameInfo();
        private boolean keyFrame;
        private boolean independent;
        private @Nullable ByteBuffer payload;
        private @Nullable Runnable onReleased;
        private long address;

        Coded fill(
                FrameInfo newInfo,
                boolean newKeyFrame,
                boolean newIndependent,
                ByteBuffer newPayload,
                long newAddress,
                Runnable newOnReleased) {
            info.copyFrom(newInfo);
            keyFrame = newKeyFrame;
            independent = newIndependent;
            payload = newPayload;
            address = newAddress;
            onReleased = newOnReleased;
            startCount();
            return this;
        }

        @Override
        public FrameInfo info() {
            return info;
        }

        @Override
        public boolean keyFrame() {
            return keyFrame;
        }

        @Override
        public boolean independent() {
            return independent;
        }

        @Override
        public ByteBuffer payload() {
            ByteBuffer bytes = payload;
            if (bytes == null) {
                throw new IllegalStateException("read after the last count was given back");
            }
            return bytes;
        }

        @Override
        public long address() {
            return address;
        }

        @Override
        public CodedFrame retain() {
            oneMore();
            return this;
        }

        @Override
        public void close() {
            oneLess();
        }

        @Override
        void goHome() {
            Runnable released = onReleased;
            payload = null;
            onReleased = null;
            back(this);
            if (released != null) {
                released.run();
            }
        }

        @Override
        void misused() {
            countMisuse();
        }
    }
}
