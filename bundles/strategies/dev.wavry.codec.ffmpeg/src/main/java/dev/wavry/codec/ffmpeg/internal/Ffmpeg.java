package dev.wavry.codec.ffmpeg.internal;

import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;

/** Whether FFmpeg's native libraries are here, and why not. */
final class Ffmpeg {
    private static final String MISSING = load();

    /** {@code AVERROR(EAGAIN)}, which is no error: nothing to fetch yet. Differs between systems. */
    static final int AGAIN = isHere() ? avutil.AVERROR_EAGAIN() : 0;

    private Ffmpeg() {}

    private static String load() {
        try {
            Loader.load(avutil.class);
            Loader.load(avcodec.class);
            Loader.load(swscale.class);
            // Damaged packets are ordinary here: the answer NEED_KEY_FRAME says all that FFmpeg would print on each of
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

    /** The bytes of a native struct, in place; valid while the struct is. */
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
        return new String(text, 0, end, java.nio.charset.StandardCharsets.UTF_8);
    }
}
