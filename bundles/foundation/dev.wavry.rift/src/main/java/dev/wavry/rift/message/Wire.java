package dev.wavry.rift.message;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Type numbers and the forms of text and bytes that messages share. */
final class Wire {
    static final int HELLO = 1;
    static final int WELCOME = 2;
    static final int PREPARE = 3;
    static final int READY = 4;
    static final int REFUSED = 5;
    static final int KEY_FRAME_REQUEST = 6;
    static final int PAUSED = 7;
    static final int RESUMED = 8;
    static final int CURSOR_SHAPE = 9;
    static final int CURSOR_MOVED = 10;
    static final int DISPLAYS_CHANGED = 11;
    static final int SELECT_DISPLAY = 12;
    static final int STATS_REPORT = 13;
    static final int BYE = 14;
    static final int RIGHTS = 15;
    static final int PAIR_OFFER = 16;
    static final int PAIR_SHARE = 17;
    static final int PAIR_TAG = 18;
    static final int ORDER = 32;
    static final int ORDER_DATA = 33;
    static final int ORDER_LINE = 34;
    static final int ORDER_END = 35;
    static final int CARRIER_OFFER = 64;
    static final int CARRIER_ANSWER = 65;
    static final int CARRIER_MOVE = 66;

    /** From here to {@link #TRACK_ENDED} sound. */
    static final int LISTEN = 96;

    static final int TRACK = 97;
    static final int TRACK_READY = 98;
    static final int TRACK_REFUSED = 99;
    static final int TRACK_TOLD = 100;
    static final int TRACK_ENDED = 101;

    private Wire() {}

    static void putText(ByteBuffer out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.putShort((short) bytes.length).put(bytes);
    }

    static String text(ByteBuffer in, int mostBytes) throws MalformedMessageException {
        return text(in, in.getShort() & 0xffff, mostBytes);
    }

    static String text(ByteBuffer in, int bytes, int mostBytes) throws MalformedMessageException {
        if (bytes > mostBytes || bytes > in.remaining()) {
            throw new MalformedMessageException("text of " + bytes + " bytes");
        }
        ByteBuffer part = in.slice(in.position(), bytes);
        in.position(in.position() + bytes);
        try {
            CharBuffer chars = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(part);
            return chars.toString();
        } catch (CharacterCodingException e) {
            throw new MalformedMessageException("text that is not UTF-8");
        }
    }
}
