package dev.wavry.rift;

import java.util.Arrays;
import java.util.Base64;

/**
 * Who somebody is: an Ed25519 public key (RFC 8032), written as 43 characters of base64url without padding. Immutable.
 */
public final class WavryId {
    /** Length of the key. */
    public static final int BYTES = 32;

    /** Length of the text. */
    public static final int CHARACTERS = 43;

    private final byte[] key;
    private final String text;

    private WavryId(byte[] key) {
        this.key = key;
        this.text = Base64.getUrlEncoder().withoutPadding().encodeToString(key);
    }

    /** The id with this public key; the bytes are copied. */
    public static WavryId ofBytes(byte[] publicKey) {
        if (publicKey.length != BYTES) {
            throw new IllegalArgumentException("A Wavry ID is " + BYTES + " bytes, not " + publicKey.length + ".");
        }
        return new WavryId(publicKey.clone());
    }

    /**
     * The id a person typed.
     *
     * @throws IllegalArgumentException with a sentence that says what is wrong and what an id looks like
     */
    public static WavryId parse(String text) {
        if (text.length() != CHARACTERS) {
            throw wrong(text, "it has " + text.length() + " characters");
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
            if (!letter && c != '-' && c != '_') {
                throw wrong(text, "character " + (i + 1) + " is not a letter, a digit, '-' or '_'");
            }
        }
        WavryId id = new WavryId(Base64.getUrlDecoder().decode(text));
        if (!id.text.equals(text)) {
            throw wrong(text, "its last character cannot end an ID, so it is mistyped");
        }
        return id;
    }

    private static IllegalArgumentException wrong(String text, String why) {
        String shown = text.length() > 60 ? text.substring(0, 60) + "..." : text;
        return new IllegalArgumentException("'" + shown + "' is no Wavry ID because " + why + "; it must be the "
                + CHARACTERS + " letters, digits, '-' and '_' that 'wavry id' prints.");
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

    /** The 43 characters. */
    @Override
    public String toString() {
        return text;
    }
}
