package dev.wavry.codec.ffmpeg.internal;

import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * Native memory for the coded frames of one encoder.
 *
 * <p>A packet is copied out of FFmpeg (10 KB take a microsecond): its memory lies elsewhere each time, and a buffer object for
 * each would be garbage per frame. {@link #free} and {@link Buffer#fill} belong to one thread; buffers come back on any.
 */
final class CodedBuffers implements AutoCloseable {
    /** The SPI lets an encoder have this many coded frames out. */
    static final int MOST_OUT = 3;
    /** Readable bytes behind the payload: what decoders and packetisers may read beyond the end. */
    private static final int PADDING = 64;
    /** Takes an ordinary frame without growing. */
    private static final int FIRST_BYTES = 1 << 16;

    private final Buffer[] buffers = new Buffer[MOST_OUT];
    private boolean closed;

    CodedBuffers() {
        for (int i = 0; i < MOST_OUT; i++) {
            buffers[i] = new Buffer();
        }
    }

    /** A buffer nobody reads; null if all are out. */
    @Nullable
    Buffer free() {
        for (Buffer buffer : buffers) {
            if (!buffer.out) {
                return buffer;
            }
        }
        return null;
    }

    /** Frees the memory; what is still out is freed when it comes back. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            for (Buffer buffer : buffers) {
                if (!buffer.out) {
                    buffer.release();
                }
            }
        }
    }

    private synchronized void back(Buffer buffer) {
        buffer.out = false;
        if (closed) {
            buffer.release();
        }
    }

    /** One memory. */
    final class Buffer implements Runnable {
        private final Aim source = new Aim();
        private volatile boolean out;
        private Pointer memory = new Pointer();
        private int capacity;
        private ByteBuffer bytes = ByteBuffer.allocate(0);

        private Buffer() {
            grow(FIRST_BYTES);
        }

        private void grow(int needed) {
            release();
            capacity = Integer.highestOneBit(needed - 1) << 1;
            memory = avutil.av_malloc(capacity + (long) PADDING);
            if (memory == null || memory.isNull()) {
                throw new OutOfMemoryError("no native memory for a coded frame of " + needed + " bytes");
            }
            bytes = Ffmpeg.bytes(memory, capacity);
        }

        private void release() {
            avutil.av_free(memory);
            memory = new Pointer();
            capacity = 0;
        }

        /** Copies a packet. */
        void fill(AVPacket packet, PacketFields fields) {
            int size = fields.size();
            if (size > capacity) {
                grow(size);
            }
            Pointer.memcpy(memory, source.at(fields.data()), size);
            bytes.clear().limit(size);
        }

        /** From now on it belongs to the coded frame, until {@link #run}. */
        void lend() {
            out = true;
        }

        ByteBuffer bytes() {
            return bytes;
        }

        long address() {
            return memory.address();
        }

        /** The coded frame came back. */
        @Override
        public void run() {
            back(this);
        }
    }
}
