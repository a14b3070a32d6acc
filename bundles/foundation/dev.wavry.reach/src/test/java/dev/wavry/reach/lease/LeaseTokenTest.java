package dev.wavry.reach.lease;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.rift.Identity;
import dev.wavry.rift.WavryId;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class LeaseTokenTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Identity ISSUER = Identity.generate(RANDOM);
    private static final Identity HOLDER = Identity.generate(RANDOM);
    private static final Identity RELAY = Identity.generate(RANDOM);

    private static Lease lease() {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        return new Lease(
                ISSUER.id(),
                RELAY.id(),
                "0123456789abcdef0123456789abcdef",
                Lease.Side.CLIENT,
                HOLDER.id(),
                now,
                now.plusSeconds(900),
                20_000);
    }

    @Test
    void shouldReadWhatItWrote() throws BadLeaseException {
        assertEquals(lease(), LeaseToken.read(LeaseToken.write(lease(), ISSUER), ISSUER.id()));
    }

    /** Vector 4-S-1 of the published test vectors of PASETO. */
    @Test
    void shouldOpenThePublishedToken() {
        String token =
                "v4.public.eyJkYXRhIjoidGhpcyBpcyBhIHNpZ25lZCBtZXNzYWdlIiwiZXhwIjoiMjAyMi0wMS0wMVQwMDowMDowMCswMDowMCJ9"
                        + "bg_XBBzds8lTZShVlwwKSgeKpLT3yukTw6JUz3W4h_ExsQV-P0V54zemZDcAxFaSeef1QlXEFtkqxT1ciiQEDA";
        byte[] key = HexFormat.of().parseHex("1eb9dbbbbc047c03fd70604e0071f0987e16b28b757225c11f00415d0e20b1a2");
        assertArrayEquals(
                "{\"data\":\"this is a signed message\",\"exp\":\"2022-01-01T00:00:00+00:00\"}"
                        .getBytes(StandardCharsets.UTF_8),
                Paseto.open(token, WavryId.ofBytes(key)));
        assertNull(Paseto.open(token, ISSUER.id()), "by another key");
    }

    @Test
    void shouldRefuseATokenWithAnyBitChanged() {
        String token = LeaseToken.write(lease(), ISSUER);
        // The last character carries two bits of padding, which decoders may ignore.
        for (int i = 0; i < token.length() - 1; i++) {
            char[] changed = token.toCharArray();
            changed[i] = changed[i] == 'A' ? 'B' : 'A';
            assertThrows(BadLeaseException.class, () -> LeaseToken.read(new String(changed), ISSUER.id()), "at " + i);
        }
    }

    @Test
    void shouldRefuseTheSignatureOfSomebodyElse() {
        String token = LeaseToken.write(lease(), ISSUER);
        assertThrows(BadLeaseException.class, () -> LeaseToken.read(token, HOLDER.id()));
        assertThrows(IllegalArgumentException.class, () -> LeaseToken.write(lease(), HOLDER));
    }

    @Test
    void shouldRefuseWhatIsSignedButNoLease() {
        String token = Paseto.sign("{\"iss\":\"x\"}".getBytes(StandardCharsets.UTF_8), ISSUER);
        BadLeaseException refused = assertThrows(BadLeaseException.class, () -> LeaseToken.read(token, ISSUER.id()));
        assertTrue(String.valueOf(refused.getMessage()).contains("Wavry ID"), refused.getMessage());
    }
}
