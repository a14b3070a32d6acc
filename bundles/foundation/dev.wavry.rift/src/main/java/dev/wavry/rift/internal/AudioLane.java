package dev.wavry.rift.internal;

import dev.wavry.rift.RiftCounter;
import dev.wavry.rift.RiftHandler;
import dev.wavry.rift.SendResult;
import java.nio.ByteBuffer;

/**
 * Sound in both directions: nothing is repeated, and of more than three waiting packets of a stream the oldest goes. What overtook another
 * packet on the way is delivered as it came, because whoever plays it has a buffer for that.
 */
final class AudioLane {
    private static final int FIXED_BYTES = 1 + 4 + 8;
    private static final int PER_STREAM = 3;
    private static final int QUEUE = 12;

    private final byte[][] data = new byte[QUEUE][];
    private final int[] length = new int[QUEUE];
    private final int[] stream = new int[QUEUE];
    private final long[] micros = new long[QUEUE];
    private final int[] sequence = new int[QUEUE];
    private final Counters counters;
    private int head;
    private int count;

    AudioLane(Counters counters) {
        this.counters = counters;
    }

    SendResult offer(int streamNumber, long number, long captureMicros, ByteBuffer packet, int mostBytes) {
        int bytes = packet.remaining();
        if (bytes > mostBytes - Wire.FRAME_HEAD - FIXED_BYTES) {
            return SendResult.TOO_LONG;
        }
        makeRoom(streamNumber & 0xff);
        int slot = (head + count++) % QUEUE;
        if (data[slot] == null || data[slot].length < bytes) {
            data[slot] = new byte[Math.max(bytes, 1200)];
        }
        packet.get(packet.position(), data[slot], 0, bytes);
        length[slot] = bytes;
        stream[slot] = streamNumber & 0xff;
        micros[slot] = captureMicros;
        sequence[slot] = (int) number;
        return SendResult.ACCEPTED;
    }

    private void makeRoom(int streamNumber) {
        int waiting = 0;
        int oldest = -1;
        for (int i = 0; i < count; i++) {
            if (stream[(head + i) % QUEUE] == streamNumber) {
                waiting++;
                oldest = oldest < 0 ? i : oldest;
            }
        }
        if (waiting >= PER_STREAM) {
            remove(oldest);
        } else if (count == QUEUE) {
            remove(0);
        }
    }

    /** Takes the packet at this place of the queue out of it; those before it move up, and its memory is used again. */
    private void remove(int place) {
        for (int i = place; i > 0; i--) {
            int to = (head + i) % QUEUE;
            int from = (head + i - 1) % QUEUE;
            byte[] memory = data[to];
            data[to] = data[from];
            data[from] = memory;
            length[to] = length[from];
            stream[to] = stream[from];
            micros[to] = micros[from];
            sequence[to] = sequence[from];
        }
        head = (head + 1) % QUEUE;
        count--;
        counters.add(RiftCounter.AUDIO_DROPPED);
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
        handler.audio(Frames.u8(in), Frames.u32(in), in.getLong(), in);
        return true;
    }
}
