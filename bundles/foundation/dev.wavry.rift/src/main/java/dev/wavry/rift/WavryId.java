package dev.wavry.rift;

import java.util.Arrays;
import java.util.Locale;
import org.bouncycastle.util.encoders.Base32;

/**
 * Who somebody is: an Ed25519 public key (RFC 8032), written as 52 characters of base32 (RFC 4648, section 6) in lower case without
 * padding. So an id never begins like an option of a command, a double click takes the whole of it, and it can be read aloud.
 * Immutable.
 */
public final class WavryId {
    /** Length of the key. */
    public static final int BYTES = 32;

    /** Length of the text. */
    public static final int CHARACTERS = 52;

    private static final String PADDING = "====";

    private final byte[] key;
    private final String text;

    private WavryId(byte[] key) {
        this.key = key;
        this.text = Base32.toBase32String(key).substring(0, CHARACTERS).toLowerCase(Locale.ROOT);
    }

    /** The id with this public key; the bytes are copied. */
    public static WavryId ofBytes(byte[] publicKey) {
        if (publicKey.length != BYTES) {
            throw new IllegalArgumentException("A Wavry ID is " + BYTES + " bytes, not " + publicKey.length + ".");
        }
        return new WavryId(publicKey.clone());
    }

    /**
     * The id a person typed, in small or capital letters.
     *
     * @throws IllegalArgumentException with a sentence that says what is wrong and what an id looks like
     */
    public static WavryId parse(String text) {
        if (text.length() != CHARACTERS) {
            throw wrong(text, "it has " + text.length() + " characters");
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!(c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '2' && c <= '7')) {
                throw wrong(text, "character " + (i + 1) + " is not one of a to z and 2 to 7");
            }
        }
        WavryId id = new WavryId(Base32.decode(text.toUpperCase(Locale.ROOT) + PADDING));
        if (!id.text.equalsIgnoreCase(text)) {
            throw wrong(text, "its last character cannot end an ID, so it is mistyped");
        }
        return id;
    }

    private static IllegalArgumentException wrong(String text, String why) {
        String shown = text.length() > 60 ? text.substring(0, 60) + "..." : text;
        return new IllegalArgumentException("'" + shown + "' is no Wavry ID because " + why + "; it must be the "
                + CHARACTERS + " letters and digits that 'wavry id' prints.");
    }

    /** A copy of the public key. */
    public byte[] toBytes() {
        return key.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WavryId id && Arrays.equals(key, id.key);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(key);
    }

    /** The 52 characters, in lower case. */
    @Override
    public String toString() {
        return text;
    }
}
