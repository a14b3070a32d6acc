package dev.wavry.core.sound;

import java.util.Arrays;

/**
 * Plays one track: takes frames out of its buffer in time, makes up those that are missing, and keeps what waits as short as the way of
 * the packets allows. Belongs to AUDIO_PLAY; allocates nothing after its constructor.
 *
 * <p>Two cases look alike when a frame is missing: it was lost, then its time passes; or everything is late, then time stands still and
 * the buffer is longer from there on. Which it was shows when the next packet comes.
 */
final class Playout {
    private static final int STALL_FRAMES = 20;
    private static final int FADING_FRAMES = 4;
    private static final long MARGIN_NANOS = 3_000_000L;
    private static final long MOST_TARGET_NANOS = 200_000_000L;
    private static final long SKIP_BEYOND_NANOS = 80_000_000L;

    private final JitterBuffer buffer;
    private final Voice voice;
    private final TrackFigures figures;
    private final int frameSamples;
    private final long frameNanos;
    private final Resampler resampler;
    private final Declick declick = new Declick(2);
    private final Steering steering = new Steering();
    private final JitterBuffer.Taken taken = new JitterBuffer.Taken();
    private final float[] frame;
    private boolean playing;
    private boolean joint;
    private int fading = FADING_FRAMES;
    private int missed;
    private int owed;
    private long position;
    private long held = -1;
    private long endNanos;
    private long restarts;
    private long extraNanos;

    /** Turns packets into samples. */
    interface Voice {
        /** False if the packet cannot be decoded. Two values per sample. */
        boolean decode(JitterBuffer.Taken packet, float[] stereo);

        void conceal(float[] stereo);

        /** True once after the decoder became another one. */
        boolean changed();
    }

    Playout(JitterBuffer buffer, int frameSamples, int mostSamples, Voice voice, TrackFigures figures) {
        this.buffer = buffer;
        this.frameSamples = frameSamples;
        this.frameNanos = frameSamples * 1_000_000_000L / 48_000;
        this.voice = voice;
        this.figures = figures;
        this.frame = new float[2 * frameSamples];
        this.resampler = new Resampler(mostSamples + 2 * frameSamples);
    }

    /** By how much more than needed the sound is to wait, so that it is not ahead of the picture. */
    void extraDelay(long nanos) {
        extraNanos = nanos;
    }

    /** Adds so many stereo samples to {@code out}; false if it is silent and nothing was added. */
    boolean addTo(float[] out, int samples, long nowNanos, float gainFrom, float gainTo) {
        if (buffer.restarts() != restarts) {
            restarts = buffer.restarts();
            position = buffer.wanted();
            rest();
        }
        if (!playing && !start(samples, nowNanos) && fading >= FADING_FRAMES) {
            return false;
        }
        if (playing) {
            steer(samples, nowNanos);
        }
        while (resampler.missing(samples) > 0) {
            nextFrame();
            if (joint) {
                declick.joint(frame);
                joint = false;
            }
            declick.pass(frame, frameSamples);
            resampler.put(frame, frameSamples);
        }
        resampler.addTo(out, samples, gainFrom, gainTo);
        return true;
    }

    /** When the next sample to be heard was captured, in the sender's clock; only while it plays. */
    long headNanos() {
        return endNanos - (long) (resampler.ahead() * 1e9 / 48_000);
    }

    boolean playing() {
        return playing;
    }

    /** The last of what is pulled at once has to be there, and what the stretcher looks ahead to; at worst it begins another frame. */
    private static long ahead(int samples) {
        return (samples + Resampler.DELAY_SAMPLES) * 1_000_000_000L / 48_000;
    }

    /** How long after the fastest packets a frame shall be taken. */
    private long target() {
        return Math.min(MOST_TARGET_NANOS, buffer.spreadNanos() + MARGIN_NANOS + extraNanos);
    }

    private boolean start(int samples, long nowNanos) {
        long from = buffer.nextSound(position);
        if (from < 0 || !buffer.delaysKnown()) {
            return false;
        }
        long target = target() + ahead(samples);
        long earliest = nowNanos - buffer.leastTransitNanos();
        for (long next = from; next >= 0 && earliest - buffer.capturedNanos(next) > target; ) {
            from = next;
            next = buffer.nextSound(next + 1);
        }
        if (earliest - buffer.capturedNanos(from) < target) {
            return false;
        }
        position = from;
        buffer.skipTo(from);
        endNanos = buffer.capturedNanos(from);
        playing = true;
        joint = true;
        missed = 0;
        owed = 0;
        steering.begin(target - ahead(samples));
        return true;
    }

    private void steer(int samples, long nowNanos) {
        long target = target();
        steering.took(nowNanos - buffer.leastTransitNanos() - headNanos() - ahead(samples));
        resampler.ratio(steering.ratio(target, samples));
        if (steering.waitsNanos() - target > SKIP_BEYOND_NANOS) {
            long frames = Math.min(JitterBuffer.FRAMES, (steering.waitsNanos() - target) / frameNanos);
            position += frames;
            buffer.skipTo(position);
            endNanos += frames * frameNanos;
            figures.skippedFrames += frames;
            joint = true;
            steering.begin(target);
        }
        figures.bufferNanos = steering.waitsNanos() + ahead(samples);
        figures.targetNanos = target + ahead(samples);
        figures.driftPpm = steering.driftPpm();
        figures.ratioPpm = (resampler.ratio() - 1) * 1e6;
    }

    private void rest() {
        playing = false;
        fading = 0;
        joint = true;
        owed = 0;
        missed = 0;
    }

    private void nextFrame() {
        if (!playing) {
            silence();
        } else if (buffer.take(position, taken)) {
            play();
        } else if (!buffer.hasAfter(position)) {
            wait(true);
        } else if (owed > 0) {
            // What was made up while it was not known to be lost takes its place.
            owed--;
            steering.longer(-frameNanos);
            figures.lostFrames++;
            pass();
            nextFrame();
        } else if (buffer.freshAfter(position)) {
            rest();
            silence();
        } else if (held != position && steering.waitsNanos() < target() - frameNanos / 2) {
            // Frames come later than they used to. This one is made up anyway; holding its place lengthens the buffer
            // at no cost.
            held = position;
            wait(true);
        } else {
            figures.lostFrames++;
            pass();
            wait(false);
        }
    }

    private void silence() {
        fading++;
        endNanos += frameNanos;
        Arrays.fill(frame, 0);
    }

    private void pass() {
        position++;
        endNanos += frameNanos;
        buffer.skipTo(position);
    }

    private void play() {
        position++;
        if (taken.silent) {
            rest();
            silence();
            return;
        }
        figures.stretchedFrames += owed;
        owed = 0;
        missed = 0;
        endNanos = taken.capturedNanos + frameNanos;
        if (!voice.decode(taken, frame)) {
            figures.malformed++;
            figures.concealedFrames++;
            voice.conceal(frame);
        } else {
            figures.playedFrames++;
        }
        joint |= voice.changed();
    }

    /** Makes up a frame. */
    private void wait(boolean mayCome) {
        figures.concealedFrames++;
        voice.conceal(frame);
        joint |= voice.changed();
        if (mayCome) {
            owed++;
            steering.longer(frameNanos);
        }
        if (++missed >= STALL_FRAMES) {
            figures.stalls++;
            rest();
        }
    }
}
