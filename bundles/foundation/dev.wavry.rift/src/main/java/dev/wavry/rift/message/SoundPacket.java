package dev.wavry.rift.message;

import java.nio.ByteBuffer;

/**
 * What a packet of the audio lane carries: one coded frame, perhaps the one before it once more, or that silence begins. A flyweight over
 * the caller's bytes: it is moved from packet to packet and keeps none of them. Not thread-safe.
 */
public final class SoundPacket {
    /** Silence from this frame on until the next packet with sound; there is no coded frame in it. */
    public static final int SILENT = 1;

    /** Nothing was before this frame, so what is missing there was not lost. */
    public static final int FRESH = 2;

    private static final int REPEATS = 4;
    private static final int KNOWN = SILENT | FRESH | REPEATS;

    private int epoch;
    private int flags;
    private int from;
    private int bytes;
    private int repeatFrom;
    private int repeatBytes;

    /**
     * Writes a packet at the position of {@code out}.
     *
     * @param flags {@link #SILENT}, {@link #FRESH} or both
     * @param frame the coded frame, empty if silent
     * @param before the coded frame before it, empty if it is not repeated
     */
    public static void write(ByteBuffer out, int epoch, int flags, ByteBuffer frame, ByteBuffer before) {
        boolean repeats = before.hasRemaining();
        out.put((byte) epoch).put((byte) (flags | (repeats ? REPEATS : 0)));
        if (repeats) {
            out.putShort((short) before.remaining());
            copy(before, out);
        }
        copy(frame, out);
    }

    /** How many bytes {@link #write} needs for frames of these lengths. */
    public static int bytesFor(int frameBytes, int beforeBytes) {
        return 2 + frameBytes + (beforeBytes == 0 ? 0 : 2 + beforeBytes);
    }

    private static void copy(ByteBuffer from, ByteBuffer to) {
        to.put(to.position(), from, from.position(), from.remaining());
        to.position(to.position() + from.remaining());
    }

    /** Reads the packet from position to limit, which stay; false if it is none. */
    public boolean read(ByteBuffer in) {
        from = in.position();
        if (in.remaining() < 2) {
            return false;
        }
        epoch = in.get(from) & 0xff;
        flags = in.get(from + 1) & 0xff;
        from += 2;
        repeatBytes = 0;
        if ((flags & ~KNOWN) != 0) {
            return false;
        }
        if ((flags & REPEATS) != 0) {
            if (in.limit() - from < 2) {
                return false;
            }
            repeatBytes = in.getShort(from) & 0xffff;
            repeatFrom = from + 2;
            from = repeatFrom + repeatBytes;
        }
        bytes = in.limit() - from;
        boolean sane = bytes >= 0 && Math.max(bytes, repeatBytes) <= SoundMessage.MOST_PACKET_BYTES;
        return sane && silent() == (bytes == 0);
    }

    /** Whose decoder it is for. */
    public int epoch() {
        return epoch;
    }

    /** True if silence begins. */
    public boolean silent() {
        return (flags & SILENT) != 0;
    }

    /** True if nothing was before. */
    public boolean fresh() {
        return (flags & FRESH) != 0;
    }

    /** Where the coded frame begins in the buffer that was read. */
    public int from() {
        return from;
    }

    /** How long the coded frame is. */
    public int bytes() {
        return bytes;
    }

    /** Where the frame before begins. */
    public int repeatFrom() {
        return repeatFrom;
    }

    /** How long the frame before is; 0 if it is not repeated. */
    public int repeatBytes() {
        return repeatBytes;
    }
}
