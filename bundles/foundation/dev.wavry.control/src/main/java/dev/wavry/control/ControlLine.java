package dev.wavry.control;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A flat JSON object whose values are texts (RFC 8259), on one line. Anything else is refused, so there is nothing to go wrong with. */
public final class ControlLine {
    /** Longest line. */
    public static final int MOST_CHARACTERS = 64 << 10;

    private static final int MOST_MEMBERS = 64;

    private final String text;
    private int at;

    private ControlLine(String text) {
        this.text = text;
    }

    /** The object on one line, without a line end. */
    public static String write(Map<String, String> members) {
        StringBuilder out = new StringBuilder("{");
        members.forEach((name, value) -> {
            out.append(out.length() > 1 ? "," : "");
            quote(out, name);
            quote(out.append(':'), value);
        });
        return out.append('}').toString();
    }

    private static void quote(StringBuilder out, String value) {
        out.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ' || c == 0x7f || Character.isSurrogate(c)) {
                out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    /**
     * The members of a line, in order.
     *
     * @throws IllegalArgumentException if it is anything but one flat object of texts, each name once
     */
    public static Map<String, String> read(String line) {
        if (line.length() > MOST_CHARACTERS) {
            throw new IllegalArgumentException("the line is too long");
        }
        return new ControlLine(line).object();
    }

    private Map<String, String> object() {
        Map<String, String> members = new LinkedHashMap<>();
        expect('{');
        if (peek() == '}') {
            at++;
        } else {
            do {
                String name = string();
                expect(':');
                if (members.put(name, string()) != null || members.size() > MOST_MEMBERS) {
                    throw wrong();
                }
            } while (next() == ',');
            at--;
            expect('}');
        }
        if (peek() != 0) {
            throw wrong();
        }
        return members;
    }

    private char peek() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at < text.length() ? text.charAt(at) : 0;
    }

    private char next() {
        char c = peek();
        at++;
        return c;
    }

    private void expect(char wanted) {
        if (next() != wanted) {
            throw wrong();
        }
    }

    private IllegalArgumentException wrong() {
        return new IllegalArgumentException("no flat object of texts near character " + at);
    }

    private String string() {
        expect('"');
        StringBuilder value = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return value.toString();
            }
            if (c < ' ') {
                throw wrong();
            }
            value.append(c == '\\' ? escaped() : c);
        }
        throw wrong();
    }

    private char escaped() {
        char c = at < text.length() ? text.charAt(at++) : 0;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'u' -> hex();
            default -> throw wrong();
        };
    }

    private char hex() {
        int end = at + 4;
        if (end > text.length() || !text.substring(at, end).matches("[0-9a-fA-F]{4}")) {
            throw wrong();
        }
        char c = (char) Integer.parseInt(text.substring(at, end), 16);
        at = end;
        return c;
    }
}
