package dev.wavry.rift.internal;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Receiving side of a reliable lane: puts segments in order and messages together. */
final class LaneReceiver {
    /** Takes whole messages. */
    interface Sink {
        /** A message; false if it is none, which ends the connection. */
        boolean message(ByteBuffer message);
    }

    private static final int ACK_BYTES = 1 + 4 + 8;

    private final int lane;
    private final int mostBytes;
    private final Sink sink;
    private final byte[][] data = new byte[LaneSender.RING][];
    private final int[] length = new int[LaneSender.RING];
    private final byte[] flags = new byte[LaneSender.RING];
    private final boolean[] filled = new boolean[LaneSender.RING];
    private byte[] message = new byte[2048];
    private ByteBuffer view = ByteBuffer.wrap(message);
    private int messageBytes;
    private boolean inMessage;
    private long expected;
    private boolean ackDue;

    LaneReceiver(int lane, int mostBytes, Sink sink) {
        this.lane = lane;
        this.mostBytes = mostBytes;
        this.sink = sink;
    }

    /** A segment from position to limit; false if it breaks the protocol. */
    boolean onSegment(long number, int segmentFlags, ByteBuffer in) {
        ackDue = true;
        if (in.remaining() > LaneSender.SEGMENT_BYTES) {
            return false;
        }
        if (number < expected || number >= expected + LaneSender.RING || filled[slot(number)]) {
            return true;
        }
        store(number, segmentFlags, in);
        while (filled[slot(expected)]) {
            int slot = slot(expected++);
            filled[slot] = false;
            if (!append(slot)) {
                return false;
            }
        }
        return true;
    }

    private void store(long number, int segmentFlags, ByteBuffer in) {
        int slot = slot(number);
        int bytes = in.remaining();
        if (data[slot] == null || data[slot].length < bytes) {
            data[slot] = new byte[bytes <= 128 ? 128 : LaneSender.SEGMENT_BYTES];
        }
        in.get(data[slot], 0, bytes);
        length[slot] = bytes;
        flags[slot] = (byte) segmentFlags;
        filled[slot] = true;
    }

    private boolean append(int slot) {
        boolean first = (flags[slot] & LaneSender.FIRST) != 0;
        if (first == inMessage || messageBytes + length[slot] > mostBytes) {
            return false;
        }
        if (messageBytes + length[slot] > message.length) {
            message = Arrays.copyOf(message, Math.min(mostBytes, 2 * (messageBytes + length[slot])));
            view = ByteBuffer.wrap(message);
        }
        System.arraycopy(data[slot], 0, message, messageBytes, length[slot]);
        messageBytes += length[slot];
        inMessage = true;
        if ((flags[slot] & LaneSender.LAST) == 0) {
            return true;
        }
        int bytes = messageBytes;
        messageBytes = 0;
        inMessage = false;
        return sink.message(view.limit(bytes).position(0));
    }

    boolean ackDue() {
        return ackDue;
    }

    boolean writeAck(ByteBuffer out) {
        if (!ackDue || !Frames.fits(out, ACK_BYTES)) {
            return false;
        }
        long bits = 0;
        for (int i = 0; i < 64; i++) {
            if (filled[slot(expected + 1 + i)]) {
                bits |= 1L << i;
            }
        }
        int begun = Frames.begin(out, Wire.SEGMENT_ACK);
        out.put((byte) lane).putInt((int) expected).putLong(bits);
        Frames.end(out, begun);
        ackDue = false;
        return true;
    }

    private static int slot(long number) {
        return (int) (number & LaneSender.RING - 1);
    }
}
