package dev.wavry.rift.pairing;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Locale;

/**
 * A short secret for a person to read aloud or type: letters and digits that are hard to take for each other (Crockford's base32), five
 * bits each. Never in {@link #toString()}; wiped by {@link #close()} as far as the platform allows.
 */
public final class PairingCode implements AutoCloseable {
    /** Letters and digits of a code for pairing: 40 bits. */
    public static final int USUAL_CHARACTERS = 8;

    /** Letters and digits of the secret of a link, which nobody reads aloud: 80 bits. */
    public static final int LINK_CHARACTERS = 16;

    private static final int LEAST = 6;
    private static final int MOST = 32;
    private static final int GROUP = 4;
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private final byte[] letters;

    private PairingCode(byte[] letters) {
        this.letters = letters;
    }

    /** A new code. */
    public static PairingCode random(SecureRandom random, int characters) {
        if (characters < LEAST || characters > MOST) {
            throw new IllegalArgumentException("a code has " + LEAST + " to " + MOST + " characters");
        }
        byte[] letters = new byte[characters];
        random.nextBytes(letters);
        for (int i = 0; i < characters; i++) {
            letters[i] = (byte) ALPHABET.charAt(letters[i] & 31);
        }
        return new PairingCode(letters);
    }

    /**
     * What a person typed: in small or capital letters, with or without dashes and blanks; O counts as 0, I and L as 1.
     *
     * @throws IllegalArgumentException with a clause that does not repeat what was typed
     */
    public static PairingCode parse(CharSequence typed) {
        byte[] letters = new byte[MOST];
        int length = 0;
        for (int i = 0; i < typed.length(); i++) {
            char c = typed.charAt(i);
            if (c == '-' || c == ' ') {
                continue;
            }
            char letter = meant(Character.toUpperCase(c));
            if (ALPHABET.indexOf(letter) < 0 || length == MOST) {
                Arrays.fill(letters, (byte) 0);
                throw new IllegalArgumentException("a code has letters and digits only, " + LEAST + " to " + MOST);
            }
            letters[length++] = (byte) letter;
        }
        byte[] exact = Arrays.copyOf(letters, length);
        Arrays.fill(letters, (byte) 0);
        if (length < LEAST) {
            Arrays.fill(exact, (byte) 0);
            throw new IllegalArgumentException("a code has at least " + LEAST + " letters and digits");
        }
        return new PairingCode(exact);
    }

    private static char meant(char c) {
        return switch (c) {
            case 'O' -> '0';
            case 'I', 'L' -> '1';
            default -> c;
        };
    }

    /** The code in groups of four, for the eyes of the person who carries it over; keep it out of everything else. */
    public String shown() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < letters.length; i++) {
            text.append(i > 0 && i % GROUP == 0 ? "-" : "").append((char) letters[i]);
        }
        return text.toString();
    }

    /** A copy of the letters; the caller wipes it. */
    byte[] toBytes() {
        return letters.clone();
    }

    /** Forgets the code; what is asked afterwards concerns a code of zeros. */
    @Override
    public void close() {
        Arrays.fill(letters, (byte) 0);
    }

    /** Says nothing about the letters. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "a code of %d characters", letters.length);
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
