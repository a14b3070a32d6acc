package dev.wavry.core.sound;

import dev.wavry.agent.Duty;
import dev.wavry.agent.ParkingSleep;
import dev.wavry.agent.Sleep;
import dev.wavry.rift.message.SoundMessage;
import dev.wavry.rift.message.SoundPacket;
import dev.wavry.spi.audio.AudioEncoder;
import dev.wavry.spi.audio.AudioFormat;
import dev.wavry.spi.media.MediaClock;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What runs on the agent of a track that is sent: AUDIO_CAPTURE of the live source and the one that takes its place, and the encoder. All
 * but {@link #culprit}, {@link #wake} and counters belongs to that agent.
 */
final class TrackWork implements Duty, Sleep, Cutter.Frames {
    private static final int HEAD_BYTES = 4;
    /** With two sources the newer one is slept in, and the older one is looked after so often. */
    private static final long BOTH_NANOS = 2_000_000L;
    /** In silence a sign of life so often, in frames; the first ones at once, because one may get lost. */
    private static final int LIFE_SIGN = 20;

    /** Told of what happens here; on the agent. */
    interface Owner {
        void sourceFailed(SourceLine line, Throwable cause);

        void coderFailed(CoderLine line, String why);

        /** The successor gave its first sound; the other one may be closed. */
        void sourceLive(SourceLine line, @Nullable SourceLine old);
    }

    final AudioFormat format;
    final int frameSamples;
    private final int track;
    private final MediaClock clock;
    private final Owner owner;
    private final Cutter cutter;
    private final ParkingSleep parking = new ParkingSleep();
    private final ByteBuffer packet = ByteBuffer.allocateDirect(2 * (SoundMessage.MOST_PACKET_BYTES + HEAD_BYTES));
    private ByteBuffer coded = ByteBuffer.allocateDirect(SoundMessage.MOST_PACKET_BYTES);
    private ByteBuffer before = ByteBuffer.allocateDirect(SoundMessage.MOST_PACKET_BYTES);
    private final ByteBuffer nothing = ByteBuffer.allocateDirect(0);
    private Listener[] listeners = {};
    private @Nullable SourceLine live;
    private @Nullable SourceLine arriving;
    private @Nullable CoderLine coder;
    private int silentFrames;
    private volatile Sleep current = parking;
    private volatile @Nullable Object culprit;
    private volatile long framesSent;
    private volatile long framesSilent;
    private volatile long repeats;

    TrackWork(int track, AudioFormat format, int frameSamples, long firstNumber, MediaClock clock, Owner owner) {
        this.track = track;
        this.format = format;
        this.frameSamples = frameSamples;
        this.clock = clock;
        this.owner = owner;
        this.cutter = new Cutter(format, frameSamples, firstNumber, this);
        before.limit(0);
    }

    /** The line whose code runs right now, to blame when it does not return; any thread. */
    @Nullable
    Object culprit() {
        return culprit;
    }

    void listeners(Listener[] now) {
        listeners = now;
    }

    /** A source that takes the place of the live one with its first sound. */
    void arrive(SourceLine line) {
        SourceLine replaced = arriving;
        arriving = line;
        current = line.sleep();
        if (replaced != null) {
            owner.sourceLive(line, replaced);
        }
        if (live == null) {
            switchSource();
        }
    }

    /** Waits for the successor's first sound no longer. */
    void switchSource() {
        SourceLine next = arriving;
        if (next != null) {
            SourceLine old = live;
            live = next;
            arriving = null;
            cutter.sourceChanged();
            owner.sourceLive(next, old);
        }
    }

    /** These are used no longer. */
    void drop(SourceLine line) {
        if (live == line) {
            live = null;
        }
        if (arriving == line) {
            arriving = null;
        }
        SourceLine left = arriving == null ? live : arriving;
        current = left == null ? parking : left.sleep();
    }

    /** Nothing is used any more. */
    void dropAll() {
        live = null;
        arriving = null;
        coder = null;
        current = parking;
    }

    /** Encodes from the next frame on; answers what did before. */
    @Nullable
    CoderLine coder(CoderLine line) {
        CoderLine old = coder;
        coder = line;
        before.limit(0);
        return old;
    }

    /** This one encodes no longer. */
    void dropCoder(CoderLine line) {
        if (coder == line) {
            coder = null;
        }
    }

    void retarget(int bitsPerSecond, int lossPercent) {
        CoderLine line = coder;
        if (line != null) {
            line.handle().retarget(bitsPerSecond, lossPercent);
        }
    }

    @Override
    public int doWork(long nowNanos) {
        return poll(live) + poll(arriving);
    }

    private int poll(@Nullable SourceLine line) {
        if (line == null) {
            return 0;
        }
        culprit = line;
        try {
            return line.handle().doWork();
        } catch (RuntimeException | Error e) {
            drop(line);
            owner.sourceFailed(line, e);
            return 1;
        } finally {
            culprit = null;
        }
    }

    /** Samples of either source; those of the successor end the other one. */
    void samples(SourceLine from, ByteBuffer samples, long captureNanos) {
        if (from == arriving) {
            switchSource();
        }
        if (from == live) {
            cutter.samples(samples, captureNanos, clock.nanoTime());
        }
    }

    @Override
    public void frame(ByteBuffer samples, long number, long captureNanos, boolean fresh) {
        CoderLine line = coder;
        if (line == null || listeners.length == 0) {
            return;
        }
        Object outer = culprit;
        culprit = line;
        int bytes;
        try {
            coded.clear();
            bytes = line.handle().encode(samples, coded);
        } catch (RuntimeException | Error e) {
            fail(line, String.valueOf(e));
            return;
        } finally {
            culprit = outer;
        }
        if (bytes == AudioEncoder.FAILED) {
            fail(line, "it failed");
        } else if (bytes == AudioEncoder.NOTHING_TO_SEND) {
            silent(line, number, captureNanos);
        } else {
            coded.limit(bytes);
            send(line, number, captureNanos, fresh || silentFrames > 0);
        }
    }

    private void fail(CoderLine line, String why) {
        coder = null;
        owner.coderFailed(line, why);
    }

    private void silent(CoderLine line, long number, long captureNanos) {
        framesSilent++;
        before.limit(0);
        if (silentFrames < 3 || silentFrames % LIFE_SIGN == 0) {
            packet.clear();
            SoundPacket.write(packet, line.epoch, SoundPacket.SILENT, nothing, nothing);
            packet.flip();
            for (Listener listener : listeners) {
                listener.packet(track, number, captureNanos, packet);
            }
        }
        silentFrames++;
    }

    private void send(CoderLine line, long number, long captureNanos, boolean fresh) {
        framesSent++;
        silentFrames = 0;
        int flags = fresh ? SoundPacket.FRESH : 0;
        boolean canRepeat = before.hasRemaining() && !fresh;
        for (Listener listener : listeners) {
            boolean repeat = canRepeat && listener.losesPackets();
            packet.clear();
            SoundPacket.write(packet, line.epoch, flags, coded, repeat ? before : nothing);
            packet.flip();
            if (listener.packet(track, number, captureNanos, packet)) {
                repeats += repeat ? 1 : 0;
            } else if (repeat) {
                // Both do not fit into one datagram.
                packet.clear();
                SoundPacket.write(packet, line.epoch, flags, coded, nothing);
                packet.flip();
                listener.packet(track, number, captureNanos, packet);
            }
        }
        ByteBuffer free = before;
        before = coded;
        coded = free;
    }

    /** The number of the next frame; for whoever goes on in place of this. */
    long nextNumber() {
        return cutter.number();
    }

    /** Counters of this track by name. */
    void into(java.util.Map<String, Long> counters, String prefix) {
        counters.put(prefix + "FramesSent", framesSent);
        counters.put(prefix + "FramesSilent", framesSilent);
        counters.put(prefix + "FramesRepeated", repeats);
        counters.put(prefix + "SamplesFlooded", cutter.flooded());
        counters.put(prefix + "Holes", cutter.holes());
    }

    @Override
    public void await(long maxNanos) {
        SourceLine line = arriving == null ? live : arriving;
        if (line == null) {
            parking.await(maxNanos);
            return;
        }
        try {
            line.sleep().await(live == null || arriving == null ? maxNanos : Math.min(BOTH_NANOS, maxNanos));
        } catch (RuntimeException | Error e) {
            drop(line);
            owner.sourceFailed(line, e);
        }
    }

    @Override
    public void wake() {
        current.wake();
    }
}
