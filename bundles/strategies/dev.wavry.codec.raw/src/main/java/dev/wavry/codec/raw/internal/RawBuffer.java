package dev.wavry.codec.raw.internal;

import dev.wavry.buffer.NativeMemory;
import java.nio.ByteBuffer;

/** Memory of one coded frame. Written by one thread while it is home; comes back on any. */
final class RawBuffer implements Runnable {
    /** Takes an ordinary change without growing. */
    private static final int FIRST_BYTES = 1 << 16;

    private volatile boolean out;
    private ByteBuffer bytes = ByteBuffer.allocate(0);
    private long address;

    boolean isHome() {
        return !out;
    }

    /** Makes room for so many bytes. */
    ByteBuffer ready(int size) {
        if (size > bytes.capacity()) {
            bytes = NativeMemory.allocate(Math.max(FIRST_BYTES, Math.max(size, bytes.capacity() * 2)));
            address = NativeMemory.address(bytes);
        }
        bytes.clear();
        return bytes;
    }

    ByteBuffer bytes() {
        return bytes;
    }

    long address() {
        return address;
    }

    /** From now on it belongs to the coded frame, until {@link #run}. */
    void lend() {
        out = true;
    }

    @Override
    public void run() {
        out = false;
    }
}
