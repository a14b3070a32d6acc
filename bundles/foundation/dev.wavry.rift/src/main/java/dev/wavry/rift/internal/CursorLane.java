package dev.wavry.rift.internal;

import dev.wavry.rift.RiftHandler;
import java.nio.ByteBuffer;

/** Where the pointer is, in both directions: only the newest place counts, and it is repeated until acknowledged. */
final class CursorLane {
    private static final int BYTES = 4 + 4 + 4 + 1;

    private final Rtt rtt;
    private int x;
    private int y;
    private boolean visible;
    private long serial;
    private long sentSerial;
    private long acknowledged;
    private long sentAt;
    private int attempts;
    private long received;
    private boolean ackDue;

    CursorLane(Rtt rtt) {
        this.rtt = rtt;
    }

    void offer(int newX, int newY, boolean newVisible) {
        x = newX;
        y = newY;
        visible = newVisible;
        serial++;
        attempts = 0;
    }

    boolean wants(long now) {
        return ackDue || sentSerial < serial || now >= deadline();
    }

    long deadline() {
        return acknowledged < serial && sentSerial == serial ? sentAt + rtt.timeout(attempts - 1) : Wire.NEVER;
    }

    boolean write(ByteBuffer out, long now) {
        boolean wrote = false;
        if (ackDue && Frames.fits(out, 4)) {
            int begun = Frames.begin(out, Wire.CURSOR_ACK);
            out.putInt((int) received);
            Frames.end(out, begun);
            ackDue = false;
            wrote = true;
        }
        boolean due = sentSerial < serial || now >= deadline();
        if (due && Frames.fits(out, BYTES)) {
            int begun = Frames.begin(out, Wire.CURSOR);
            out.putInt((int) serial).putInt(x).putInt(y).put((byte) (visible ? 1 : 0));
            Frames.end(out, begun);
            sentSerial = serial;
            sentAt = now;
            attempts++;
            wrote = true;
        }
        return wrote;
    }

    boolean onFrame(ByteBuffer in, RiftHandler handler) {
        if (in.remaining() < BYTES) {
            return false;
        }
        long number = Frames.u32(in);
        ackDue = true;
        if (number > received) {
            received = number;
            handler.cursorMoved(in.getInt(), in.getInt(), in.get() != 0);
        }
        return true;
    }

    boolean onAck(ByteBuffer in) {
        if (in.remaining() < 4) {
            return false;
        }
        long number = Frames.u32(in);
        if (number <= serial) {
            acknowledged = Math.max(acknowledged, number);
        }
        return true;
    }
}
