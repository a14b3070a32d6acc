package dev.wavry.reach.lease;

import dev.wavry.rift.WavryId;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Permission to use one relay as one side of one session. Immutable.
 *
 * @param issuer who gave it
 * @param relay the relay it is good for, and no other
 * @param session 32 hexadecimal digits; the two sides with the same digits are joined
 * @param side which side of the session
 * @param holder whose key must answer the relay's challenge
 * @param notBefore from when it is good
 * @param expires until when
 * @param kbps the most it may send, in kilobits per second
 */
public record Lease(
        WavryId issuer,
        WavryId relay,
        String session,
        Side side,
        WavryId holder,
        Instant notBefore,
        Instant expires,
        int kbps) {
    /** Largest rate a lease may name: one gigabit per second. */
    public static final int MOST_KBPS = 1_000_000;

    /** One of the two. */
    public enum Side {
        /** Who shares. */
        HOST,
        /** Who looks. */
        CLIENT;

        /** The one it is joined with. */
        public Side other() {
            return this == HOST ? CLIENT : HOST;
        }
    }

    /** Refuses what no relay could use. */
    public Lease {
        if (!session.matches("[0-9a-f]{32}")) {
            throw new IllegalArgumentException("a session is 32 hexadecimal digits");
        }
        if (kbps < 1 || kbps > MOST_KBPS) {
            throw new IllegalArgumentException("a rate is 1 to " + MOST_KBPS + " kbit/s");
        }
    }

    /** The claims by the registered names of PASETO where there is one. */
    Map<String, String> claims() {
        Map<String, String> claims = new LinkedHashMap<>();
        claims.put("iss", issuer.toString());
        claims.put("aud", relay.toString());
        claims.put("sub", holder.toString());
        claims.put("sid", session);
        claims.put("side", side.name().toLowerCase(Locale.ROOT));
        claims.put("nbf", notBefore.toString());
        claims.put("exp", expires.toString());
        claims.put("kbps", Integer.toString(kbps));
        return claims;
    }

    /** @throws IllegalArgumentException if a claim is missing or makes no sense */
    static Lease of(Map<String, String> claims) {
        try {
            return new Lease(
                    WavryId.parse(claim(claims, "iss")),
                    WavryId.parse(claim(claims, "aud")),
                    claim(claims, "sid"),
                    Side.valueOf(claim(claims, "side").toUpperCase(Locale.ROOT)),
                    WavryId.parse(claim(claims, "sub")),
                    Instant.parse(claim(claims, "nbf")),
                    Instant.parse(claim(claims, "exp")),
                    Integer.parseInt(claim(claims, "kbps")));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("a time is not written as in RFC 3339", e);
        }
    }

    private static String claim(Map<String, String> claims, String name) {
        String value = claims.get(name);
        if (value == null) {
            throw new IllegalArgumentException("claim '" + name + "' is missing");
        }
        return value;
    }
}
