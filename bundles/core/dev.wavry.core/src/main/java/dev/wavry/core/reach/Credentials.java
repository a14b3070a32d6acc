package dev.wavry.core.reach;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * Short-term credentials of checks (RFC 8445, 5.3).
 *
 * @param name tells which peer a check is of
 * @param password signs it; never in a log
 */
public record Credentials(String name, String password) {
    private static final int NAME_BYTES = 6;
    private static final int PASSWORD_BYTES = 18;
    private static final int MOST_CHARACTERS = 64;

    /** Refuses what is no credential of ours. */
    public Credentials {
        if (!name.matches("[A-Za-z0-9_-]{4,32}") || password.length() < 22 || password.length() > MOST_CHARACTERS) {
            throw new IllegalArgumentException("a name of 4 to 32 and a password of 22 to 64 characters");
        }
    }

    static Credentials make(SecureRandom random) {
        return new Credentials(text(random, NAME_BYTES), text(random, PASSWORD_BYTES));
    }

    private static String text(SecureRandom random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    byte[] key() {
        return password.getBytes(StandardCharsets.US_ASCII);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return name;
    }
}
