package dev.wavry.codec.ffmpeg.internal;

import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.javacpp.Pointer;

/** Reads a packet's fields in place: the accessors of the binding make an object for each pointer they return. */
final class PacketFields {
    private static final int DATA = Pointer.offsetof(AVPacket.class, "data");
    private static final int SIZE = Pointer.offsetof(AVPacket.class, "size");
    private static final int FLAGS = Pointer.offsetof(AVPacket.class, "flags");

    private final ByteBuffer bytes;

    PacketFields(AVPacket packet) {
        bytes = Ffmpeg.bytes(packet, Pointer.sizeof(AVPacket.class));
    }

    long data() {
        return bytes.getLong(DATA);
    }

    int size() {
        return bytes.getInt(SIZE);
    }

    boolean keyFrame() {
        return (bytes.getInt(FLAGS) & avcodec.AV_PKT_FLAG_KEY) != 0;
    }

    /** Points the packet at bytes it does not own. */
    void set(long address, int size) {
        bytes.putLong(DATA, address).putInt(SIZE, size);
    }
}
