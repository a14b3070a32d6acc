package dev.wavry.codec.ffmpeg.internal;

import static org.bytedeco.ffmpeg.global.avutil.AV_FRAME_DATA_VIDEO_HINT;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_I;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_NONE;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_side_data;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_is_writable;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_new_side_data;

import dev.wavry.spi.media.Region;
import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVFrameSideData;

/**
 * The one 4:2:0 picture an encoder is fed with, kept from frame to frame so that only what changed is converted. One thread.
 *
 * <p>It is counted by FFmpeg: an encoder that keeps a reference makes {@link #prepare} copy it once instead of writing into what
 * the encoder still reads. The hint for the encoder (which rectangles changed) is written in place too.
 */
final class YuvPicture implements AutoCloseable {
    /** {@code struct AVVideoHint}: nb_rects, rect_offset, rect_size (each size_t), type (int, padded). */
    private static final int HINT_BYTES = 32;
    /** {@code struct AVVideoRect}: x, y, width, height as 32-bit numbers. */
    private static final int RECT_BYTES = 16;
    /** {@code AV_VIDEO_HINT_TYPE_CHANGED}. */
    private static final int HINT_CHANGED = 1;
    /** Rows between two that are looked at to see whether anything changed: even, and odd in units of text lines. */
    private static final int SAMPLE_ROWS = 6;

    private final int width;
    private final int height;
    private final boolean hinted;
    private final AVFrame frame;
    private final Planes planes;
    private ByteBuffer luma = ByteBuffer.allocate(0);
    private ByteBuffer hint = ByteBuffer.allocate(0);

    YuvPicture(int width, int height, Planes.Layout layout, boolean hinted) {
        this.width = width;
        this.height = height;
        this.hinted = hinted;
        planes = new Planes(layout);
        frame = av_frame_alloc();
        frame.format(layout.ffmpegFormat()).width(width).height(height);
        if (av_frame_get_buffer(frame, 64) < 0) {
            av_frame_free(frame);
            throw new OutOfMemoryError("no native memory for a picture of " + width + "x" + height);
        }
        Colours.tag(frame);
        if (hinted) {
            av_frame_new_side_data(
                    frame, AV_FRAME_DATA_VIDEO_HINT, HINT_BYTES + (long) RECT_BYTES * Region.MAX_RECTANGLES);
        }
        locate();
    }

    private void locate() {
        for (int i = 0; i < planes.layout().planes(); i++) {
            planes.set(i, frame.data(i).address(), frame.linesize(i));
        }
        luma = Ffmpeg.bytes(frame.data(0), frame.linesize(0) * height);
        if (hinted) {
            AVFrameSideData data = av_frame_get_side_data(frame, AV_FRAME_DATA_VIDEO_HINT);
            hint = Ffmpeg.bytes(data.data(), HINT_BYTES + RECT_BYTES * Region.MAX_RECTANGLES);
            hint.putLong(8, HINT_BYTES).putLong(16, RECT_BYTES).putInt(24, HINT_CHANGED);
        }
    }

    /** Makes the memory safe to write; false only if there is no memory left. */
    boolean prepare() {
        if (av_frame_is_writable(frame) > 0) {
            return true;
        }
        if (av_frame_make_writable(frame) < 0) {
            return false;
        }
        locate();
        return true;
    }

    AVFrame frame() {
        return frame;
    }

    Planes planes() {
        return planes;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** Tells the encoder what changed since the last picture. */
    void changed(Region damage) {
        if (!hinted) {
            return;
        }
        hint.putLong(0, damage.count());
        for (int i = 0; i < damage.count(); i++) {
            int at = HINT_BYTES + i * RECT_BYTES;
            hint.putInt(at, damage.x(i)).putInt(at + 4, damage.y(i));
            hint.putInt(at + 8, damage.width(i)).putInt(at + 12, damage.height(i));
        }
    }

    /** Number and kind of the picture that is sent next. */
    void next(long number, boolean keyFrame) {
        frame.pts(number);
        frame.pict_type(keyFrame ? AV_PICTURE_TYPE_I : AV_PICTURE_TYPE_NONE);
        int flags = frame.flags() & ~AVFrame.AV_FRAME_FLAG_KEY;
        frame.flags(keyFrame ? flags | AVFrame.AV_FRAME_FLAG_KEY : flags);
    }

    /** A number for the brightness of some rows of a region: equal numbers mean that most likely nothing changed there. */
    long fingerprint(Region region) {
        long sum = 0;
        int stride = planes.stride(0);
        for (int i = 0; i < region.count(); i++) {
            int right = region.x(i) + region.width(i) - Long.BYTES;
            for (int y = region.y(i); y < region.y(i) + region.height(i); y += SAMPLE_ROWS) {
                int row = y * stride;
                for (int x = region.x(i); x <= right; x += Long.BYTES) {
                    sum = sum * 0x9E3779B97F4A7C15L + luma.getLong(row + x);
                }
            }
        }
        return sum;
    }

    @Override
    public void close() {
        av_frame_free(frame);
    }
}
