package dev.wavry.codec.isolated.internal;

import dev.wavry.buffer.NativeMemory;
import java.nio.ByteBuffer;

/** A copy of one coded frame, out of the child's reach. Written by one thread while it is home; comes back on any. */
final class CodedBytes implements Runnable {
    private static final int FIRST_BYTES = 1 << 16;

    private volatile boolean out;
    private ByteBuffer bytes = ByteBuffer.allocate(0);
    private long address;

    boolean isHome() {
        return !out;
    }

    /** Copies so many bytes from the beginning of a buffer; from now on it belongs to a coded frame, until {@link #run}. */
    void fill(ByteBuffer from, int size) {
        if (size > bytes.capacity()) {
            bytes = NativeMemory.allocate(Math.max(FIRST_BYTES, Math.max(size, bytes.capacity() * 2)));
            address = NativeMemory.address(bytes);
        }
        bytes.clear().limit(size);
        bytes.put(0, from, 0, size);
        out = true;
    }

    ByteBuffer bytes() {
        return bytes;
    }

    long address() {
        return address;
    }

    @Override
    public void run() {
        out = false;
    }
}
