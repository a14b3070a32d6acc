package dev.wavry.core.sound;

import dev.wavry.spi.audio.AudioFormat;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Cuts what a source hands over into frames of one length, numbers them and says when each began. Frames count up with time: where the
 * source left a hole, numbers are left out. Belongs to AUDIO_CAPTURE; allocates nothing after its constructor.
 */
final class Cutter {
    private static final long HOLE_NANOS = 30_000_000L;
    /** Captures say when as well as they can: so much of what they differ from even steps is believed each time. */
    private static final int BELIEVED = 32;
    /** A source may be ahead of the clock by so much, and no faster than this forever. */
    private static final double SPARE_SECONDS = 0.5;

    private static final double FASTEST = 1.02;

    private final AudioFormat format;
    private final int frameSamples;
    private final long frameNanos;
    private final Frames frames;
    private final ByteBuffer frame;
    private final int[] step;
    private int stepLeft;
    private int filled;
    private long number;
    private long frameAtNanos;
    private long nextNanos;
    private boolean begun;
    private boolean fresh = true;
    private boolean joint;
    private double budget;
    private long budgetAtNanos;
    private volatile long flooded;
    private volatile long holes;

    /** Takes whole frames. */
    interface Frames {
        /**
         * One frame.
         *
         * @param samples exactly one frame from position to limit, of the callee during the call
         * @param fresh true if nothing was right before it
         */
        void frame(ByteBuffer samples, long number, long captureNanos, boolean fresh);
    }

    /** @param firstNumber of the first frame, to go on where another one ended */
    Cutter(AudioFormat format, int frameSamples, long firstNumber, Frames frames) {
        this.format = format;
        this.frameSamples = frameSamples;
        this.frameNanos = format.nanos(frameSamples);
        this.frames = frames;
        this.number = firstNumber;
        this.frame = ByteBuffer.allocateDirect(frameSamples * format.bytesPerSample())
                .order(ByteOrder.LITTLE_ENDIAN);
        this.step = new int[format.channels()];
    }

    /** What comes next is from another source: it follows at once, without a click, whatever its clock says. */
    void sourceChanged() {
        joint = begun;
    }

    /** The number of the next frame. */
    long number() {
        return number;
    }

    /** Samples that came faster than time passes and were dropped. */
    long flooded() {
        return flooded;
    }

    /** Holes so far. */
    long holes() {
        return holes;
    }

    /** Takes some samples of a source; frames come out within this call. */
    void samples(ByteBuffer in, long captureNanos, long nowNanos) {
        int count = in.remaining() / format.bytesPerSample();
        int taken = bounded(count, nowNanos);
        if (taken == 0) {
            return;
        }
        place(captureNanos);
        boolean little = in.order() == ByteOrder.LITTLE_ENDIAN;
        int from = in.position();
        for (int left = taken; left > 0; ) {
            int now = Math.min(left, frameSamples - filled);
            int bytes = now * format.bytesPerSample();
            int at = filled * format.bytesPerSample();
            if (filled == 0) {
                frameAtNanos = nextNanos;
            }
            frame.put(at, in, from, bytes);
            if (!little) {
                swap(at, bytes);
            }
            smooth(at, now);
            from += bytes;
            left -= now;
            filled += now;
            nextNanos += format.nanos(now);
            if (filled == frameSamples) {
                emit();
            }
        }
    }

    private int bounded(int count, long nowNanos) {
        if (!begun) {
            budget = SPARE_SECONDS * format.rate();
        } else {
            double passed = Math.max(0, nowNanos - budgetAtNanos) / 1e9 * format.rate() * FASTEST;
            budget = Math.min(SPARE_SECONDS * format.rate(), budget + passed);
        }
        budgetAtNanos = nowNanos;
        if (budget < count) {
            flooded += count;
            return 0;
        }
        budget -= count;
        return count;
    }

    /** Decides where on the line of time the next sample is. */
    private void place(long captureNanos) {
        if (!begun) {
            begun = true;
            nextNanos = captureNanos;
        } else if (joint) {
            nextNanos = captureNanos;
        } else if (captureNanos - nextNanos > HOLE_NANOS) {
            hole(captureNanos);
        } else {
            nextNanos += (captureNanos - nextNanos) / BELIEVED;
        }
        if (joint && filled > 0) {
            frameAtNanos = nextNanos - format.nanos(filled);
        }
    }

    private void hole(long captureNanos) {
        holes++;
        if (filled > 0) {
            int bytes = format.bytesPerSample();
            for (int at = filled * bytes; at < frame.capacity(); at += Short.BYTES) {
                frame.putShort(at, (short) 0);
            }
            emit();
        }
        long ended = frameAtNanos + frameNanos;
        number += Math.max(0, (captureNanos - ended) / frameNanos);
        nextNanos = captureNanos;
        fresh = true;
    }

    private void swap(int at, int bytes) {
        for (int i = at; i < at + bytes; i += Short.BYTES) {
            frame.putShort(i, Short.reverseBytes(frame.getShort(i)));
        }
    }

    /** Spreads the step between two sources over a few milliseconds; the last sample of the old one is still known. */
    private void smooth(int at, int count) {
        int channels = format.channels();
        if (joint) {
            joint = false;
            stepLeft = Declick.SAMPLES;
            for (int c = 0; c < channels; c++) {
                step[c] = last[c] - frame.getShort(at + 2 * c);
            }
        }
        for (int i = 0; i < count && stepLeft > 0; i++, stepLeft--) {
            float fade = (float) stepLeft / Declick.SAMPLES;
            for (int c = 0; c < channels; c++) {
                int place = at + 2 * (i * channels + c);
                float value = frame.getShort(place) + step[c] * fade * fade;
                frame.putShort(place, (short) Math.max(-32768, Math.min(32767, value)));
            }
        }
        int end = at + 2 * channels * (count - 1);
        for (int c = 0; c < channels; c++) {
            last[c] = frame.getShort(end + 2 * c);
        }
    }

    private final short[] last = new short[8];

    private void emit() {
        filled = 0;
        boolean first = fresh;
        fresh = false;
        frames.frame(frame.clear(), number++, frameAtNanos, first);
    }
}
