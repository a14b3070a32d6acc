package dev.wavry.rift.message;

import dev.wavry.spi.input.InputEvent;
import dev.wavry.spi.input.InputKind;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Input events as bytes and back: kind, time, then two numbers or the text. Allocates nothing but text. Numbers out of bounds are refused
 * on both ways, so what arrives can be injected without further checks of range.
 */
public final class InputCodec {
    /** Most bytes of UTF-8 in one event of text. */
    public static final int MAX_TEXT_BYTES = 256;

    /** Most bytes of an event. */
    public static final int MAX_BYTES = 1 + 8 + 2 + MAX_TEXT_BYTES;

    private static final int FIXED_BYTES = 1 + 8 + 4 + 4;

    private InputCodec() {}

    /**
     * Writes an event at the position of {@code out}, which needs room for {@link #MAX_BYTES}; false, with nothing written, if the event
     * is out of bounds.
     */
    public static boolean encode(InputEvent event, ByteBuffer out) {
        if (event.kind() == InputKind.TEXT) {
            return encodeText(event, out);
        }
        if (!within(event.kind(), event.a(), event.b())) {
            return false;
        }
        if (out.remaining() < FIXED_BYTES) {
            throw new BufferOverflowException();
        }
        out.put((byte) event.kind().code()).putLong(event.nanos());
        out.putInt(event.a()).putInt(event.b());
        return true;
    }

    private static boolean encodeText(InputEvent event, ByteBuffer out) {
        byte[] text = event.text().getBytes(StandardCharsets.UTF_8);
        if (text.length == 0 || text.length > MAX_TEXT_BYTES) {
            return false;
        }
        out.put((byte) InputKind.TEXT.code()).putLong(event.nanos());
        Wire.putText(out, event.text());
        return true;
    }

    /** Reads the event between position and limit into {@code into}; false if the bytes are no event this version knows. */
    public static boolean decode(ByteBuffer in, InputEvent into) {
        if (in.remaining() < 1 + 8 + 2) {
            return false;
        }
        InputKind kind = kindOf(in.get() & 0xff);
        long nanos = in.getLong();
        if (kind == InputKind.TEXT) {
            return decodeText(in, nanos, into);
        }
        if (kind == null || in.remaining() != 8) {
            return false;
        }
        int a = in.getInt();
        int b = in.getInt();
        if (!within(kind, a, b)) {
            return false;
        }
        into.set(kind, a, b, nanos);
        return true;
    }

    private static boolean decodeText(ByteBuffer in, long nanos, InputEvent into) {
        try {
            String text = Wire.text(in, MAX_TEXT_BYTES);
            if (text.isEmpty() || in.hasRemaining()) {
                return false;
            }
            into.setText(text, nanos);
            return true;
        } catch (MalformedMessageException e) {
            return false;
        }
    }

    private static @org.jspecify.annotations.Nullable InputKind kindOf(int code) {
        return switch (code) {
            case 1 -> InputKind.KEY;
            case 2 -> InputKind.TEXT;
            case 3 -> InputKind.POINTER;
            case 4 -> InputKind.MOTION;
            case 5 -> InputKind.BUTTON;
            case 6 -> InputKind.SCROLL;
            default -> null;
        };
    }

    /** A picture has at most 65535 pixels a side, HID page 7 ends at 0xffff, and 100 notches at once are no wheel. */
    private static boolean within(InputKind kind, int a, int b) {
        return switch (kind) {
            case KEY -> a >= 1 && a <= 0xffff && (b == 0 || b == 1);
            case TEXT -> false;
            case POINTER -> a >= 0 && a <= 65535 && b >= 0 && b <= 65535;
            case MOTION -> Math.abs((long) a) <= 65535 && Math.abs((long) b) <= 65535;
            case BUTTON -> a >= 1 && a <= 32 && (b == 0 || b == 1);
            case SCROLL -> Math.abs((long) a) <= 12000 && Math.abs((long) b) <= 12000;
        };
    }
}
