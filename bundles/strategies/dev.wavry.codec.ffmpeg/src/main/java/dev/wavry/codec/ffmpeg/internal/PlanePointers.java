package dev.wavry.codec.ffmpeg.internal;

import java.nio.IntBuffer;
import java.nio.LongBuffer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/** The {@code data[4]} and {@code linesize[4]} arrays that swscale takes, written in place. One thread. */
final class PlanePointers implements AutoCloseable {
    private static final int PLANES = 4;

    private final PointerPointer<Pointer> data = new PointerPointer<>((long) PLANES);
    private final IntPointer strides = new IntPointer((long) PLANES);
    private final LongBuffer dataValues;
    private final IntBuffer strideValues;

    PlanePointers() {
        dataValues = Ffmpeg.bytes(data, PLANES * Long.BYTES).asLongBuffer();
        strideValues = strides.asBuffer();
        for (int i = 0; i < PLANES; i++) {
            set(i, 0, 0);
        }
    }

    void set(int plane, long address, int stride) {
        dataValues.put(plane, address);
        strideValues.put(plane, stride);
    }

    PointerPointer<Pointer> data() {
        return data;
    }

    IntPointer strides() {
        return strides;
    }

    @Override
    public void close() {
        data.deallocate();
        strides.deallocate();
    }
}
