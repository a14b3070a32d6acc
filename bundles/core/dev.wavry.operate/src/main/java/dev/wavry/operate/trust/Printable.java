package dev.wavry.operate.trust;

/** Text of strangers, such as names in a file that is not trusted yet, made fit for one line of a terminal or a log. */
public final class Printable {
    private static final char NEXT_LINE = 0x85;

    private Printable() {}

    /** The text on one line: blanks instead of what ends lines, question marks instead of other control characters. */
    public static String of(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isControl(c)) {
                out.append(Character.isWhitespace(c) || c == NEXT_LINE ? ' ' : '?');
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    /** True for what a terminal obeys instead of showing it, and for whatever some reader takes for the end of a line. */
    static boolean isControl(int c) {
        int type = Character.getType(c);
        return Character.isISOControl(c) || type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR;
    }
}
