package dev.wavry.shell.internal;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Where to pair and the code, as one text that a QR code holds: {@code wavry:pair?at=HOST:PORT&code=CODE}.
 *
 * @param address HOST:PORT, IPv6 addresses in brackets
 * @param code null if it is to be asked for
 */
record PairText(InetSocketAddress address, @Nullable String code) {
    private static final String BEGIN = "wavry:pair?at=";
    private static final String THEN = "&code=";

    /** The text for an address and a code that this program made. */
    static String of(String address, String code) {
        return BEGIN + address + THEN + code.replace("-", "");
    }

    /**
     * Reads such a text, or an address alone.
     *
     * @throws IllegalArgumentException if it is neither
     */
    static PairText parse(String text) {
        if (!text.startsWith(BEGIN)) {
            return new PairText(Addresses.parse(text, 1), null);
        }
        int then = text.indexOf(THEN);
        String code = then < 0 ? "" : text.substring(then + THEN.length());
        if (!code.matches("[0-9A-Za-z]{1,32}")) {
            throw new IllegalArgumentException("no text of a pairing");
        }
        return new PairText(Addresses.parse(text.substring(BEGIN.length(), then), 1), code);
    }

    @Override
    public String toString() {
        return "pairing at " + address + (code == null ? "" : " with a code");
    }
}
