package dev.wavry.core.sound;

import dev.wavry.rift.message.SoundMessage;
import dev.wavry.rift.message.SoundPacket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A track that is heard: its buffer, its decoders and its volume. {@link #arrived} runs on RECEIVE, what is volatile may be set from
 * anywhere, the rest belongs to AUDIO_PLAY.
 */
final class HeardTrack implements Playout.Voice {
    private static final int MOST_SAMPLES = 4800;
    /** Nobody notices less. */
    private static final long LIPS_NANOS = 10_000_000L;

    /** 142 years, of which the nanoseconds and their differences fit into a long. */
    private static final int MICROS_BITS = 52;

    private static final long MOST_EXTRA_NANOS = 150_000_000L;

    final int number;
    final int frameSamples;
    final SoundMessage.Kind kind;
    final TrackFigures figures = new TrackFigures();
    final JitterBuffer buffer;
    private final Playout playout;
    private final SoundPacket packet = new SoundPacket();
    private final BiConsumer<DecoderLine, Throwable> onFailed;
    private final Consumer<DecoderLine> onRetired;
    private @Nullable DecoderLine live;
    private @Nullable DecoderLine next;
    private boolean changed;
    private float gain = 1;
    private long malformed;
    volatile String name;
    volatile String format = "";
    volatile String told = "";
    volatile float volume = 1;
    volatile long clockOffsetNanos;
    volatile long extraNanos;

    /**
     * @param onFailed told of a decoder that threw; on AUDIO_PLAY
     * @param onRetired told of a decoder that is not used any more; on AUDIO_PLAY
     */
    HeardTrack(SoundMessage.Track track, BiConsumer<DecoderLine, Throwable> onFailed, Consumer<DecoderLine> onRetired) {
        this.number = track.track();
        this.frameSamples = track.frameSamples();
        this.kind = track.kind();
        this.name = track.name();
        this.onFailed = onFailed;
        this.onRetired = onRetired;
        this.buffer = new JitterBuffer(frameSamples * 1_000_000_000L / 48_000);
        this.playout = new Playout(buffer, frameSamples, MOST_SAMPLES, this, figures);
    }

    /** A packet of this track; with the link's lock held. */
    void arrived(long frame, long captureMicros, ByteBuffer in, long nowNanos) {
        if (packet.read(in) && captureMicros >>> MICROS_BITS == 0) {
            buffer.put(frame, captureMicros * 1000, packet, in, nowNanos);
        } else {
            malformed++;
        }
    }

    /**
     * Compares with pictures of the same moment, which take so long: sound that is ahead waits for them, because that is what people notice
     * (ITU-R BT.1359); pictures never wait for sound. On CONTROL.
     */
    void lips(long pictureNanos) {
        long sounds = figures.soundsAfterNanos;
        if (sounds == 0 || pictureNanos == 0) {
            return;
        }
        long behind = sounds - pictureNanos;
        figures.behindPictureNanos = behind;
        figures.offset.record(Math.abs(behind));
        // What it would be without waiting for pictures; how long it waits now tells nothing, because that changes
        // slowly.
        long shortest = sounds - figures.bufferNanos + figures.targetNanos - extraNanos;
        long wanted = Math.max(0, Math.min(MOST_EXTRA_NANOS, pictureNanos - shortest - LIPS_NANOS));
        extraNanos += (wanted - extraNanos) / 8;
    }

    /** Packets that were none. */
    long malformed() {
        return malformed + figures.malformed;
    }

    /** A decoder for an epoch that comes, or in place of the live one. */
    void decoder(DecoderLine line) {
        DecoderLine now = live;
        if (now == null || now.epoch == line.epoch) {
            live = line;
            changed = true;
            retire(now);
        } else {
            retire(next);
            next = line;
        }
    }

    /** This one is used no longer. */
    void forget(DecoderLine line) {
        live = live == line ? null : live;
        next = next == line ? null : next;
        changed = true;
        retire(line);
    }

    /** Nothing is decoded any more. */
    void dropDecoders() {
        retire(live);
        retire(next);
        live = null;
        next = null;
    }

    private void retire(@Nullable DecoderLine line) {
        if (line != null) {
            onRetired.accept(line);
        }
    }

    /** Adds what is to be heard to {@code out}; false if that is nothing. */
    boolean addTo(float[] out, int samples, long nowNanos, long soundsNanos) {
        float wanted = volume;
        float before = gain;
        gain = wanted;
        playout.extraDelay(extraNanos);
        if (!playout.addTo(out, samples, nowNanos, before, wanted)) {
            return false;
        }
        if (playout.playing()) {
            long captured = playout.headNanos() - clockOffsetNanos;
            figures.latency.record(nowNanos - captured);
            figures.soundsAfterNanos = soundsNanos - captured;
        }
        return true;
    }

    boolean playing() {
        return playout.playing();
    }

    @Override
    public boolean decode(JitterBuffer.Taken taken, float[] stereo) {
        DecoderLine line = lineOf(taken.epoch);
        if (line == null) {
            return false;
        }
        try {
            return line.decode(taken.packet, stereo);
        } catch (RuntimeException | Error e) {
            lose(line, e);
            return false;
        }
    }

    private @Nullable DecoderLine lineOf(int epoch) {
        DecoderLine ahead = next;
        if (ahead != null && ahead.epoch == epoch) {
            retire(live);
            live = ahead;
            next = null;
            changed = true;
        }
        DecoderLine line = live;
        return line != null && line.epoch == epoch ? line : null;
    }

    @Override
    public void conceal(float[] stereo) {
        DecoderLine line = live;
        if (line == null) {
            Arrays.fill(stereo, 0);
            changed = true;
            return;
        }
        try {
            line.conceal(stereo);
        } catch (RuntimeException | Error e) {
            Arrays.fill(stereo, 0);
            lose(line, e);
        }
    }

    private void lose(DecoderLine line, Throwable cause) {
        if (live == line) {
            live = null;
            changed = true;
        }
        onFailed.accept(line, cause);
    }

    @Override
    public boolean changed() {
        boolean was = changed;
        changed = false;
        return was;
    }
}
