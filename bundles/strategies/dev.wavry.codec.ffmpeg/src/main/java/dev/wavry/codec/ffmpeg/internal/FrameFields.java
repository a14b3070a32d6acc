package dev.wavry.codec.ffmpeg.internal;

import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.Pointer;

/** Reads the planes of a decoded frame in place: the accessors of the binding make an object for each pointer they return. */
final class FrameFields {
    private static final int DATA = Pointer.offsetof(AVFrame.class, "data");
    private static final int LINESIZE = Pointer.offsetof(AVFrame.class, "linesize");

    private final ByteBuffer bytes;

    FrameFields(AVFrame frame) {
        bytes = Ffmpeg.bytes(frame, Pointer.sizeof(AVFrame.class));
    }

    /** Copies addresses and strides. */
    void planes(Planes into) {
        for (int i = 0; i < into.layout().planes(); i++) {
            into.set(i, bytes.getLong(DATA + i * Long.BYTES), bytes.getInt(LINESIZE + i * Integer.BYTES));
        }
    }
}
