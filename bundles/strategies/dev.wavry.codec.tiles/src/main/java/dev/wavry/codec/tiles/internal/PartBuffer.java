package dev.wavry.codec.tiles.internal;

import dev.wavry.buffer.NativeMemory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** Memory of one coded part. Written by one thread while it is home; comes back on any. */
final class PartBuffer implements Runnable {
    /** What does not pack grows a little while it is tried. */
    static final int BYTES = Layout.KEY_HEADER + Layout.MOST_BODY + (Layout.MOST_BODY >> 7);

    private final ByteBuffer bytes = NativeMemory.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private final long address = NativeMemory.address(bytes);
    private volatile boolean out;

    /** One that is home; makes it when it is needed for the first time. Null if all are out. */
    static @Nullable PartBuffer home(@Nullable PartBuffer[] ring) {
        for (int i = 0; i < ring.length; i++) {
            PartBuffer buffer = ring[i];
            if (buffer == null) {
                buffer = new PartBuffer();
                ring[i] = buffer;
            }
            if (!buffer.out) {
                return buffer;
            }
        }
        return null;
    }

    ByteBuffer bytes() {
        return bytes;
    }

    long address() {
        return address;
    }

    /** From now on it belongs to the coded part, until {@link #run}. */
    void lend() {
        out = true;
    }

    @Override
    public void run() {
        out = false;
    }
}
