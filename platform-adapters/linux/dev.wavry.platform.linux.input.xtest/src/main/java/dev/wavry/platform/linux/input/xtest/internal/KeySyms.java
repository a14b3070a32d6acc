package dev.wavry.platform.linux.input.xtest.internal;

/** Names of characters in the X protocol (X11 protocol, appendix A: keysym encoding). */
final class KeySyms {
    /** No symbol: an unused key. */
    static final long NONE = 0;

    /** The left Shift key. */
    static final long SHIFT_L = 0xffe1;

    private static final long UNICODE = 0x0100_0000L;

    private KeySyms() {}

    /** True for keys that do something instead of typing a character. */
    static boolean isFunction(long keysym) {
        return keysym >= 0xff00 && keysym <= 0xffff;
    }

    /** Keysym that types a character; {@link #NONE} for control characters that no key types. */
    static long of(int codePoint) {
        if (codePoint == '\n' || codePoint == '\r') {
            return 0xff0d;
        }
        if (codePoint == '\t' || codePoint == '\b' || codePoint == 0x1b) {
            return 0xff00 | codePoint;
        }
        if (codePoint == 0x7f) {
            return 0xffff;
        }
        if (codePoint < 0x20 || (codePoint > 0x7f && codePoint < 0xa0)) {
            return NONE;
        }
        return codePoint < 0x100 ? codePoint : UNICODE | codePoint;
    }
}
