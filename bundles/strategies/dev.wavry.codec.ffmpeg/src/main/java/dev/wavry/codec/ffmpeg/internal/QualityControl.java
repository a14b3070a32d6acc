package dev.wavry.codec.ffmpeg.internal;

import static org.bytedeco.ffmpeg.global.avutil.av_opt_set_double;

import dev.wavry.spi.media.RateTarget;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Capped quality for libx264: a constant quantiser as long as a picture fits into the time of one frame at the target rate, a
 * coarser one if it does not. One thread.
 *
 * <p>A picture that changes nothing asks for refinement: each such picture in a row lowers the quantiser a step, and from the
 * second on may take a quarter of a second of the target rate, because nothing else is waiting to be sent. The first real change
 * goes back to the base. Unchanged parts are not coded again then: libx264 skips blocks that are already finer.
 *
 * <p>libx264 cannot change the frame rate it was opened with, so a new frame rate is expressed as a share of the bit rate.
 */
final class QualityControl implements AutoCloseable {
    /** Text at 24 is sharp and a quarter of the size that 18 needs; the steps after it end above 40 dB. */
    private static final double[] QUALITY = {24, 18, 12};
    /** Part of a second of the target rate that one picture of refinement may take. */
    private static final double REFINEMENT_SECONDS = 0.25;
    /** libx264 counts kilobits; below this its buffer would be rounded to nothing, which means no limit. */
    private static final int LEAST_FRAME_BITS = 16_000;

    private final AVCodecContext context;
    private final int openedFramesPerSecond;
    private final BytePointer crf = new BytePointer("crf");
    private RateTarget rate;
    private int step;

    QualityControl(AVCodecContext context, RateTarget rate) {
        this.context = context;
        this.openedFramesPerSecond = rate.framesPerSecond();
        this.rate = rate;
        context.qcompress(1);
    }

    /** The quantiser to open with. */
    static String openingQuality() {
        return Double.toString(QUALITY[0]);
    }

    /** Writes the limits into the context; libx264 reads them before the next picture. */
    void limit() {
        long frameBits = Math.max(LEAST_FRAME_BITS, rate.bitrateKbps() * 1000L / rate.framesPerSecond());
        if (step > 0) {
            frameBits = Math.max(frameBits, (long) (rate.bitrateKbps() * 1000L * REFINEMENT_SECONDS));
        }
        frameBits = Math.min(frameBits, Integer.MAX_VALUE / openedFramesPerSecond);
        context.rc_max_rate(frameBits * openedFramesPerSecond);
        context.rc_buffer_size((int) frameBits);
    }

    /** A new target, live. */
    void retarget(RateTarget newRate) {
        rate = newRate;
        limit();
    }

    /** Call before each picture is sent. */
    void picture(boolean changed) {
        int next = changed ? 0 : Math.min(step + 1, QUALITY.length - 1);
        if (next == step) {
            return;
        }
        step = next;
        limit();
        Pointer options = context.priv_data();
        av_opt_set_double(options, crf, QUALITY[step], 0);
    }

    @Override
    public void close() {
        crf.deallocate();
    }
}
