package dev.wavry.operate.http.internal;

import dev.wavry.api.ErrorKind;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A request that leads to no order; says what, why and what to do. */
@SuppressWarnings("serial") // Never written anywhere.
final class Problem extends Exception {
    private final int status;
    private final ErrorKind kind;

    Problem(int status, ErrorKind kind, String text) {
        super(text);
        this.status = status;
        this.kind = kind;
    }

    int status() {
        return status;
    }

    /** The same shape as the result of an order. */
    byte[] json() {
        String text = "{\"event\":\"result\",\"done\":false,\"text\":\"" + escaped(getMessage()) + "\",\"kind\":\""
                + kind + "\",\"exitCode\":" + kind.exitCode() + "}\n";
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String escaped(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    /** The status that tells best of an order that was refused or failed. */
    static int statusOf(int exitCode) {
        for (ErrorKind kind : ErrorKind.values()) {
            if (kind.exitCode() == exitCode) {
                return switch (kind) {
                    case USAGE -> 400;
                    case NO_SUCH_PART -> 404;
                    case BUSY, ROLLED_BACK -> 409;
                    case NOT_TRUSTED -> 422;
                    case DISK -> 507;
                    default -> 500;
                };
            }
        }
        return 500;
    }
}
