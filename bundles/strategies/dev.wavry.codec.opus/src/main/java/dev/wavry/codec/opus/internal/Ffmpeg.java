package dev.wavry.codec.opus.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;

/**
 * Whether FFmpeg's native libraries are here, and why not; and fields of its structs in place, because the accessors of the
 * binding make an object for each pointer they return.
 */
final class Ffmpeg {
    private static final String MISSING = load();

    private Ffmpeg() {}

    private static String load() {
        try {
            Loader.load(avutil.class);
            Loader.load(avcodec.class);
            // Damaged packets are ordinary here: the answer of decode() says all that FFmpeg would print on each of
            // them.
            avutil.av_log_set_level(avutil.AV_LOG_FATAL);
            return "";
        } catch (LinkageError | RuntimeException e) {
            return e.getClass().getSimpleName() + ": " + e.getMessage();
        }
    }

    static boolean isHere() {
        return MISSING.isEmpty();
    }

    /** Why it is not here; empty if it is. */
    static String missing() {
        return MISSING;
    }

    static ByteBuffer bytes(Pointer struct, int size) {
        return new BytePointer(struct).capacity(size).asByteBuffer();
    }

    /** FFmpeg's words for an error code. */
    static String words(int error) {
        byte[] text = new byte[avutil.AV_ERROR_MAX_STRING_SIZE];
        avutil.av_strerror(error, text, text.length);
        int end = 0;
        while (end < text.length && text[end] != 0) {
            end++;
        }
        return new String(text, 0, end, StandardCharsets.UTF_8);
    }

    /** Where a packet's bytes are and how many. */
    static final class PacketFields {
        private static final int DATA = Pointer.offsetof(AVPacket.class, "data");
        private static final int SIZE = Pointer.offsetof(AVPacket.class, "size");

        private final ByteBuffer bytes;

        PacketFields(AVPacket packet) {
            bytes = bytes(packet, Pointer.sizeof(AVPacket.class));
        }

        long data() {
            return bytes.getLong(DATA);
        }

        int size() {
            return bytes.getInt(SIZE);
        }

        /** Points the packet at bytes it does not own. */
        void set(long address, int size) {
            bytes.putLong(DATA, address).putInt(SIZE, size);
        }
    }

    /** Where a frame's first plane is. */
    static final class FrameFields {
        private static final int DATA = Pointer.offsetof(AVFrame.class, "data");

        private final ByteBuffer bytes;

        FrameFields(AVFrame frame) {
            bytes = bytes(frame, Pointer.sizeof(AVFrame.class));
        }

        long data() {
            return bytes.getLong(DATA);
        }
    }

    /** Memory that FFmpeg's bytes are copied out to: they lie elsewhere each time, and a buffer object for each would be garbage. */
    static final class Landing {
        private final ByteBuffer bytes;
        private final Pointer memory;
        private final Aim from = new Aim();

        Landing(int size) {
            bytes = dev.wavry.buffer.NativeMemory.allocate(size).order(java.nio.ByteOrder.LITTLE_ENDIAN);
            memory = new Pointer(bytes);
        }

        /** Copies so many bytes from an address. */
        ByteBuffer land(long address, int size) {
            Pointer.memcpy(memory, from.at(address), size);
            return bytes;
        }

        ByteBuffer bytes() {
            return bytes;
        }
    }

    /** A pointer that is aimed again and again. */
    private static final class Aim extends Pointer {
        Aim at(long target) {
            address = target;
            return this;
        }
    }
}
