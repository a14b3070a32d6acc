package dev.wavry.codec.isolated.internal;

import dev.wavry.spi.media.Region;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Messages between the two processes: two bytes of length, one of kind, then what belongs to it. Nothing that is read is believed: lengths
 * and counts are bounded, and whatever does not fit ends the conversation.
 */
final class Wire {
    /** Of one message; the longest carries names and a path. */
    static final int MOST_BYTES = 8192;

    /** To the child: what to open. */
    static final byte OPEN = 1;
    /** To the child: the picture in the shared memory. */
    static final byte ENCODE = 2;
    /** To the child: another rate. */
    static final byte RATE = 3;
    /** From the child: the encoder is open. */
    static final byte OPENED = 4;
    /** From the child: it is not, in words; or it failed later. */
    static final byte FAILED = 5;
    /** From the child: coded bytes in the shared memory. */
    static final byte CODED = 6;
    /** From the child: everything that belongs to the last picture came. */
    static final byte DONE = 7;

    private Wire() {}

    /** Writes messages. One thread. */
    static final class Writer {
        private final OutputStream out;
        private final byte[] bytes = new byte[MOST_BYTES];
        private final ByteBuffer buffer = ByteBuffer.wrap(bytes);

        Writer(OutputStream out) {
            this.out = out;
        }

        /** The message to fill. */
        ByteBuffer begin(byte kind) {
            return buffer.clear().putShort((short) 0).put(kind);
        }

        /** Sends what was begun. */
        void send() throws IOException {
            int length = buffer.position();
            buffer.putShort(0, (short) (length - 2));
            out.write(bytes, 0, length);
            out.flush();
        }
    }

    /** Reads the next message into a buffer of {@link #MOST_BYTES}; false at the end. */
    static boolean read(InputStream in, ByteBuffer into) throws IOException {
        int high = in.read();
        int low = in.read();
        if (high < 0 || low < 0) {
            return false;
        }
        int length = high << 8 | low;
        if (length < 1 || length > into.capacity()) {
            throw new IOException("a message of " + length + " bytes, but 1 to " + into.capacity() + " are allowed");
        }
        if (in.readNBytes(into.array(), 0, length) < length) {
            throw new EOFException("half a message");
        }
        into.clear().limit(length);
        return true;
    }

    static void text(ByteBuffer to, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(bytes.length, MOST_BYTES / 4);
        to.putShort((short) length).put(bytes, 0, length);
    }

    /** A text, or null if there is none there. */
    static @Nullable String text(ByteBuffer from) {
        if (from.remaining() < 2) {
            return null;
        }
        int length = from.getShort() & 0xffff;
        if (length > from.remaining()) {
            return null;
        }
        byte[] bytes = new byte[length];
        from.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    static void region(ByteBuffer to, Region region) {
        to.put((byte) region.count());
        for (int i = 0; i < region.count(); i++) {
            to.putInt(region.x(i)).putInt(region.y(i)).putInt(region.width(i)).putInt(region.height(i));
        }
    }

    /** Reads a region of a picture of this size; false if it is none. */
    static boolean region(ByteBuffer from, Region into, int width, int height) {
        into.clear();
        if (!from.hasRemaining()) {
            return false;
        }
        int count = from.get();
        if (count < 0 || count > Region.MAX_RECTANGLES || from.remaining() < count * 4 * Integer.BYTES) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            int x = from.getInt();
            int y = from.getInt();
            int wide = from.getInt();
            int high = from.getInt();
            if (x < 0 || y < 0 || wide < 0 || high < 0 || wide > width - x || high > height - y) {
                return false;
            }
            into.add(x, y, wide, high);
        }
        return true;
    }
}
