package dev.wavry.rift.internal;

import dev.wavry.rift.RiftConnection;
import dev.wavry.rift.RiftHandler;
import java.nio.ByteBuffer;

/** Receiving side of the input lane: every event once and in order. */
final class InputReceiver {
    private final byte[][] data = new byte[InputSender.RING][];
    private final int[] length = new int[InputSender.RING];
    private final boolean[] filled = new boolean[InputSender.RING];
    private final ByteBuffer view = ByteBuffer.allocate(RiftConnection.MAX_INPUT_BYTES);
    private long expected = 1;
    private boolean ackDue;

    /** An input frame; false if it is malformed. */
    boolean onFrame(ByteBuffer in, RiftHandler handler) {
        if (in.remaining() < 5) {
            return false;
        }
        ackDue = true;
        long number = Frames.u32(in);
        int count = Frames.u8(in);
        for (int i = 0; i < count; i++, number++) {
            if (in.remaining() < 2) {
                return false;
            }
            int bytes = Frames.u16(in);
            if (bytes > in.remaining() || bytes > RiftConnection.MAX_INPUT_BYTES) {
                return false;
            }
            int next = in.position() + bytes;
            take(number, bytes, in, handler);
            in.position(next);
        }
        return true;
    }

    private void take(long number, int bytes, ByteBuffer in, RiftHandler handler) {
        if (number == expected) {
            expected++;
            view.clear();
            view.put(0, in, in.position(), bytes).limit(bytes);
            handler.input(number, view);
            deliverWaiting(handler);
        } else if (number > expected && number < expected + InputSender.RING && !filled[slot(number)]) {
            int slot = slot(number);
            if (data[slot] == null || data[slot].length < bytes) {
                data[slot] = new byte[bytes <= 32 ? 32 : RiftConnection.MAX_INPUT_BYTES];
            }
            in.get(in.position(), data[slot], 0, bytes);
            length[slot] = bytes;
            filled[slot] = true;
        }
    }

    private void deliverWaiting(RiftHandler handler) {
        for (int slot = slot(expected); filled[slot]; slot = slot(expected)) {
            filled[slot] = false;
            view.clear();
            view.put(0, data[slot], 0, length[slot]).limit(length[slot]);
            handler.input(expected++, view);
        }
    }

    boolean ackDue() {
        return ackDue;
    }

    boolean writeAck(ByteBuffer out) {
        if (!ackDue || !Frames.fits(out, 4)) {
            return false;
        }
        int begun = Frames.begin(out, Wire.INPUT_ACK);
        out.putInt((int) expected);
        Frames.end(out, begun);
        ackDue = false;
        return true;
    }

    private static int slot(long number) {
        return (int) (number & InputSender.RING - 1);
    }
}
