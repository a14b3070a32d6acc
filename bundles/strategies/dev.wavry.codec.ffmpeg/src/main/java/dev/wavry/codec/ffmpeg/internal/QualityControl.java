package dev.wavry.codec.ffmpeg.internal;

import static org.bytedeco.ffmpeg.global.avutil.av_opt_set_double;

import dev.wavry.spi.media.RateTarget;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.javacpp.BytePointer;

/**
 * Capped quality for libx264: a constant quantiser as long as a picture is small enough, a coarser one if it is not. One thread.
 *
 * <p><b>Size.</b> A picture may take the time of {@value #BURST_FRAMES} frames at the target rate if the line is idle, and one
 * frame while earlier pictures are still on their way, counted by the clock: so a sudden change is readable at once and a film
 * keeps the rate. libx264's own buffer only enforces the size of one picture, because it counts pictures, not time.
 *
 * <p><b>Refinement.</b> A picture that changes nothing asks for it: each such picture in a row lowers the quantiser a step, and
 * from the second on may take a quarter of a second of the target rate, because nothing else waits to be sent. The first real
 * change goes back to the base. Unchanged parts are not coded again then: libx264 skips blocks that are already finer.
 *
 * <p><b>Healing.</b> After a picture that had to be coarse libx264 improves what it left behind with every following one,
 * whatever their damage. For {@value #HEALING_PICTURES} pictures, twice what a page of text of 1280x720 needs at 2 Mbit/s, each
 * {@value #SHOWN_EVERY}th says that everything changed, so that the far side shows it.
 *
 * <p>libx264 cannot change the frame rate it was opened with, so a new frame rate is expressed as a share of the bit rate.
 */
final class QualityControl implements AutoCloseable {
    /** Text at 24 is sharp and takes a quarter of what 18 needs; the last step ends above 40 dB. */
    private static final double[] QUALITY = {24, 18, 12};

    private static final int BURST_FRAMES = 3;
    private static final int HEALING_PICTURES = 128;
    private static final int SHOWN_EVERY = 4;
    /** Part of a second of the target rate that one picture of refinement may take. */
    private static final double REFINEMENT_SECONDS = 0.25;
    /** libx264 counts kilobits; below this its buffer would be rounded to nothing, which means no limit. */
    private static final int LEAST_FRAME_BITS = 16_000;

    private final AVCodecContext context;
    private final int openedFramesPerSecond;
    private final BytePointer crf = new BytePointer("crf");
    private RateTarget rate;
    private int step;
    private int frames = BURST_FRAMES;
    private long capBits;
    private double backlogBits;
    private long backlogNanos;
    private long pictures;
    private int healing;

    QualityControl(AVCodecContext context, RateTarget rate) {
        this.context = context;
        this.openedFramesPerSecond = rate.framesPerSecond();
        this.rate = rate;
        // Quality must not depend on how much moved before.
        context.qcompress(1);
        limit();
    }

    /** The quantiser to open with. */
    static String openingQuality() {
        return Integer.toString((int) QUALITY[0]);
    }

    /** Writes the limits into the context; libx264 reads them before the next picture. */
    private void limit() {
        long frameBits = rate.bitrateKbps() * 1000L / rate.framesPerSecond();
        long bits = Math.max(LEAST_FRAME_BITS, frameBits * frames);
        if (step > 0) {
            bits = Math.max(bits, (long) (rate.bitrateKbps() * 1000L * REFINEMENT_SECONDS));
        }
        capBits = Math.min(bits, Integer.MAX_VALUE / openedFramesPerSecond);
        // The buffer is full again after each picture, whatever the picture took.
        context.rc_max_rate(capBits * openedFramesPerSecond);
        context.rc_buffer_size((int) capBits);
    }

    /** A new target, live. */
    void retarget(RateTarget newRate) {
        rate = newRate;
        limit();
    }

    /** Call before each picture is sent. */
    void picture(boolean changed, long nowNanos) {
        backlogBits = Math.max(0, backlogBits - (nowNanos - backlogNanos) * (rate.bitrateKbps() / 1e6));
        backlogNanos = nowNanos;
        double waiting = backlogBits * rate.framesPerSecond() / (rate.bitrateKbps() * 1000.0);
        int nextFrames = Math.max(1, BURST_FRAMES - (int) Math.ceil(waiting));
        int nextStep = changed ? 0 : Math.min(step + 1, QUALITY.length - 1);
        if (nextFrames == frames && nextStep == step) {
            return;
        }
        frames = nextFrames;
        if (nextStep != step) {
            step = nextStep;
            av_opt_set_double(context.priv_data(), crf, QUALITY[step], 0);
        }
        limit();
    }

    /**
     * Call after each picture.
     *
     * @return true if the far side should show the whole picture, because parts that did not change became better
     */
    boolean coded(int bytes) {
        long bits = bytes * 8L;
        backlogBits += bits;
        pictures++;
        boolean show = healing > 0 && (pictures % SHOWN_EVERY == 0 || healing == 1);
        healing = bits > capBits / 2 ? HEALING_PICTURES : Math.max(0, healing - 1);
        return show;
    }

    /** Call instead of {@link #coded} after a picture that somebody else bounded. */
    void codedElsewhere(int bytes) {
        backlogBits += bytes * 8L;
        healing = 0;
    }

    @Override
    public void close() {
        crf.deallocate();
    }
}
