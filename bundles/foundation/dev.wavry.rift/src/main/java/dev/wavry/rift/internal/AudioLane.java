package dev.wavry.rift.internal;

import dev.wavry.rift.RiftCounter;
import dev.wavry.rift.RiftHandler;
import dev.wavry.rift.SendResult;
import java.nio.ByteBuffer;

/** Sound in both directions: nothing is repeated, of more than three waiting packets the oldest goes, and nothing late is delivered. */
final class AudioLane {
    private static final int FIXED_BYTES = 1 + 4 + 8;
    private static final int QUEUE = 3;
    private static final int STREAMS = 256;

    private final byte[][] data = new byte[QUEUE][];
    private final int[] length = new int[QUEUE];
    private final int[] stream = new int[QUEUE];
    private final long[] micros = new long[QUEUE];
    private final int[] sequence = new int[QUEUE];
    private final long[] lastReceived = new long[STREAMS];
    private final int[] nextSequence = new int[STREAMS];
    private final Counters counters;
    private int head;
    private int count;

    AudioLane(Counters counters) {
        this.counters = counters;
    }

    SendResult offer(int streamNumber, long captureMicros, ByteBuffer packet, int mostBytes) {
        int bytes = packet.remaining();
        if (bytes > mostBytes - Wire.FRAME_HEAD - FIXED_BYTES) {
            return SendResult.TOO_LONG;
        }
        if (count == QUEUE) {
            head = (head + 1) % QUEUE;
            count--;
            counters.add(RiftCounter.AUDIO_DROPPED);
        }
        int slot = (head + count++) % QUEUE;
        if (data[slot] == null || data[slot].length < bytes) {
            data[slot] = new byte[Math.max(bytes, 1200)];
        }
        packet.get(packet.position(), data[slot], 0, bytes);
        length[slot] = bytes;
        stream[slot] = streamNumber & 0xff;
        micros[slot] = captureMicros;
        // Sequences begin at 1, so that 0 can mean that nothing was received yet.
        sequence[slot] = ++nextSequence[streamNumber & 0xff];
        return SendResult.ACCEPTED;
    }

    boolean wants() {
        return count > 0;
    }

    boolean write(ByteBuffer out) {
        boolean wrote = false;
        while (count > 0 && Frames.fits(out, FIXED_BYTES + length[head])) {
            int begun = Frames.begin(out, Wire.AUDIO);
            out.put((byte) stream[head]).putInt(sequence[head]).putLong(micros[head]);
            out.put(data[head], 0, length[head]);
            Frames.end(out, begun);
            head = (head + 1) % QUEUE;
            count--;
            wrote = true;
        }
        return wrote;
    }

    boolean onFrame(ByteBuffer in, RiftHandler handler) {
        if (in.remaining() < FIXED_BYTES) {
            return false;
        }
        int from = Frames.u8(in);
        long number = Frames.u32(in);
        long captured = in.getLong();
        if (number > lastReceived[from]) {
            lastReceived[from] = number;
            handler.audio(from, number, captured, in);
        }
        return true;
    }
}
