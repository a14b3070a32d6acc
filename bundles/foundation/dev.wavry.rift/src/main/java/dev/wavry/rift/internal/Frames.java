package dev.wavry.rift.internal;

import java.nio.ByteBuffer;

/** Begins and ends frames inside a packet, and odd-sized numbers. */
final class Frames {
    private Frames() {}

    /** Writes type and a length to be filled by {@link #end}. */
    static int begin(ByteBuffer out, int type) {
        out.put((byte) type).putShort((short) 0);
        return out.position();
    }

    static void end(ByteBuffer out, int begun) {
        out.putShort(begun - 2, (short) (out.position() - begun));
    }

    static boolean fits(ByteBuffer out, int bodyBytes) {
        return out.remaining() >= Wire.FRAME_HEAD + bodyBytes;
    }

    static void putU48(ByteBuffer out, long value) {
        out.putShort((short) (value >>> 32)).putInt((int) value);
    }

    static long u48(ByteBuffer in, int at) {
        return (in.getShort(at) & 0xffffL) << 32 | in.getInt(at + 2) & 0xffffffffL;
    }

    static void putU24(ByteBuffer out, int at, int value) {
        out.put(at, (byte) (value >>> 16)).putShort(at + 1, (short) value);
    }

    static int u24(ByteBuffer in, int at) {
        return (in.get(at) & 0xff) << 16 | in.getShort(at + 1) & 0xffff;
    }

    static int u8(ByteBuffer in) {
        return in.get() & 0xff;
    }

    static int u16(ByteBuffer in) {
        return in.getShort() & 0xffff;
    }

    static long u32(ByteBuffer in) {
        return in.getInt() & 0xffffffffL;
    }
}
