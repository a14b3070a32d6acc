package dev.wavry.reach.lease;

import dev.wavry.control.ControlLine;
import dev.wavry.rift.Identity;
import dev.wavry.rift.WavryId;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Writes and reads leases as public tokens of PASETO version 4, with no footer and no implicit assertion. */
public final class LeaseToken {
    /** Longest token that is looked at; ours have about 480 characters. */
    public static final int MOST_CHARACTERS = 900;

    private LeaseToken() {}

    /** Signs a lease; {@code issuer} must be the one it names. */
    public static String write(Lease lease, Identity issuer) {
        if (!lease.issuer().equals(issuer.id())) {
            throw new IllegalArgumentException("a lease is signed by its issuer");
        }
        byte[] claims = ControlLine.write(lease.claims()).getBytes(StandardCharsets.UTF_8);
        return Paseto.sign(claims, issuer);
    }

    /**
     * Reads a lease that {@code issuer} signed. Times and the relay it is for are left to the caller.
     *
     * @throws BadLeaseException if it is malformed, forged or signed by somebody else
     */
    public static Lease read(String token, WavryId issuer) throws BadLeaseException {
        if (token.length() > MOST_CHARACTERS) {
            throw new BadLeaseException("it is longer than " + MOST_CHARACTERS + " characters");
        }
        byte[] claims = Paseto.open(token, issuer);
        if (claims == null) {
            throw new BadLeaseException("its signature is not the one of " + issuer);
        }
        Lease lease = lease(claims);
        if (!lease.issuer().equals(issuer)) {
            throw new BadLeaseException("it names another issuer than the one who signed it");
        }
        return lease;
    }

    private static Lease lease(byte[] claims) throws BadLeaseException {
        try {
            Map<String, String> members = ControlLine.read(new String(claims, StandardCharsets.UTF_8));
            return Lease.of(members);
        } catch (IllegalArgumentException e) {
            throw new BadLeaseException(String.valueOf(e.getMessage()));
        }
    }
}
