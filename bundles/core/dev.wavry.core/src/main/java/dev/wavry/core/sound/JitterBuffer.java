package dev.wavry.core.sound;

import dev.wavry.rift.message.SoundMessage;
import dev.wavry.rift.message.SoundPacket;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Coded frames of one track between the wire and their turn to be played, by number. RECEIVE puts, AUDIO_PLAY takes, both for the time
 * of copying one packet. Bounded: what is older than the reader or more than {@value #FRAMES} frames behind the newest is gone.
 */
final class JitterBuffer {
    /** As many as it holds: 320 ms of 5 ms frames. */
    static final int FRAMES = 64;

    /** A jump back by more than this is a sender that began anew. */
    private static final long RESTART = 1000;

    private final long frameNanos;
    private final long[] number = new long[FRAMES];
    private final long[] captured = new long[FRAMES];
    private final int[] epoch = new int[FRAMES];
    private final int[] flags = new int[FRAMES];
    private final int[] bytes = new int[FRAMES];
    private final ByteBuffer memory = ByteBuffer.allocateDirect(FRAMES * SoundMessage.MOST_PACKET_BYTES);
    private final Delays delays = new Delays();
    private long newest = -1;
    /** What is below was played or given up. */
    private long wanted;

    private long late;
    private long repaired;
    private long received;
    private long restarts;

    JitterBuffer(long frameNanos) {
        this.frameNanos = frameNanos;
        Arrays.fill(number, -1);
    }

    /** A frame on its way out of here. */
    static final class Taken {
        final ByteBuffer packet = ByteBuffer.allocateDirect(SoundMessage.MOST_PACKET_BYTES);
        int epoch;
        long capturedNanos;
        boolean silent;
        boolean fresh;
    }

    /** Takes what a packet carries. */
    synchronized void put(long frame, long capturedNanos, SoundPacket packet, ByteBuffer in, long nowNanos) {
        received++;
        if (newest >= 0 && (frame > newest + FRAMES || frame < newest - RESTART)) {
            restart(frame);
        }
        delays.record(nowNanos - capturedNanos, nowNanos);
        if (frame < wanted) {
            late++;
        } else {
            int state = (packet.silent() ? SoundPacket.SILENT : 0) | (packet.fresh() ? SoundPacket.FRESH : 0);
            store(frame, capturedNanos, packet.epoch(), state, in, packet.from(), packet.bytes());
        }
        if (packet.repeatBytes() > 0 && frame > 0 && frame - 1 >= wanted && number[slot(frame - 1)] != frame - 1) {
            repaired++;
            delays.record(nowNanos - capturedNanos + frameNanos, nowNanos);
            store(
                    frame - 1,
                    capturedNanos - frameNanos,
                    packet.epoch(),
                    0,
                    in,
                    packet.repeatFrom(),
                    packet.repeatBytes());
        }
        newest = Math.max(newest, frame);
    }

    private void restart(long frame) {
        Arrays.fill(number, -1);
        delays.clear();
        newest = frame;
        wanted = frame;
        restarts++;
    }

    private void store(long frame, long capturedNanos, int ofEpoch, int state, ByteBuffer in, int from, int length) {
        int slot = slot(frame);
        if (number[slot] > frame) {
            return;
        }
        number[slot] = frame;
        captured[slot] = capturedNanos;
        epoch[slot] = ofEpoch;
        flags[slot] = state;
        bytes[slot] = length;
        memory.put(slot * SoundMessage.MOST_PACKET_BYTES, in, from, length);
    }

    private static int slot(long frame) {
        return (int) (frame % FRAMES);
    }

    /** Moves a frame out; false if it is not here. */
    synchronized boolean take(long frame, Taken into) {
        int slot = slot(frame);
        if (number[slot] != frame) {
            return false;
        }
        wanted = Math.max(wanted, frame + 1);
        number[slot] = -1;
        into.epoch = epoch[slot];
        into.capturedNanos = captured[slot];
        into.silent = (flags[slot] & SoundPacket.SILENT) != 0;
        into.fresh = (flags[slot] & SoundPacket.FRESH) != 0;
        into.packet.clear();
        into.packet.put(0, memory, slot * SoundMessage.MOST_PACKET_BYTES, bytes[slot]);
        into.packet.limit(bytes[slot]);
        return true;
    }

    /** True if this frame is here. */
    synchronized boolean has(long frame) {
        return number[slot(frame)] == frame;
    }

    /** The oldest frame from this number on that is here and has sound, or -1. */
    synchronized long nextSound(long from) {
        long first = Math.max(from, newest - FRAMES + 1);
        for (long frame = first; frame <= newest; frame++) {
            int slot = slot(frame);
            if (number[slot] == frame && (flags[slot] & SoundPacket.SILENT) == 0) {
                return frame;
            }
        }
        return -1;
    }

    /** When this frame, which is here, was captured, in the sender's clock. */
    synchronized long capturedNanos(long frame) {
        return captured[slot(frame)];
    }

    /** True if something newer than this frame is here. */
    synchronized boolean hasAfter(long frame) {
        return newest > frame;
    }

    /** True if nothing was before the first frame behind this one, so that what is missing was not lost. */
    synchronized boolean freshAfter(long frame) {
        for (long next = frame + 1; next <= newest; next++) {
            if (number[slot(next)] == next) {
                return (flags[slot(next)] & SoundPacket.FRESH) != 0;
            }
        }
        return false;
    }

    /** Changes with each beginning anew of the sender; the reader then begins anew, too. */
    synchronized long restarts() {
        return restarts;
    }

    /** What is before this frame is not wanted any more; forgets nothing else. */
    synchronized void skipTo(long frame) {
        wanted = Math.max(wanted, frame);
    }

    synchronized long wanted() {
        return wanted;
    }

    synchronized boolean delaysKnown() {
        return delays.known();
    }

    synchronized long leastTransitNanos() {
        return delays.least();
    }

    synchronized long spreadNanos() {
        return delays.spread();
    }

    synchronized long jitterNanos() {
        return delays.mean();
    }

    /** Packets so far. */
    synchronized long received() {
        return received;
    }

    /** Packets that came after their turn. */
    synchronized long late() {
        return late;
    }

    /** Frames that were lost and came again with the next packet. */
    synchronized long repaired() {
        return repaired;
    }
}
