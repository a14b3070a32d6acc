package dev.wavry.rift.pairing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.rift.Identity;
import dev.wavry.rift.WavryId;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The code and its exchange, against the vectors of draft-irtf-cfrg-cpace (appendix B.1) and against those who cheat. */
@Timeout(60)
class PairingExchangeTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final WavryId CLIENT = Identity.generate(RANDOM).id();
    private static final WavryId HOST = Identity.generate(RANDOM).id();
    private static final byte[] SESSION = hex("7e4b4791d6a8ef019b936c79fb7f2c57");
    private static final byte[] FIRST_SHARE = hex("6f7fd31863b18b0cc9830fc842c60dea80120ccf2fd375498225e45a52065361");
    private static final byte[] SECOND_SHARE = hex("e1b730a4956c0f853d96c5d125cebeeea46952c07c6f66da65bd9ffd2f71a462");

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void shouldMakeTheGeneratorAndTheSharesOfTheDraft() {
        byte[] generator = Cpace.generator(ascii("Password"), ascii("\nAinitiator\nBresponder"), SESSION);
        assertArrayEquals(hex("4e6098733061c0e8486611a904fe5edb049804d26130a44131a6229e55c5c321"), generator);
        byte[] share = new byte[32];
        X25519.scalarMult(
                hex("45acf93116ae5d3dae995a7c627df2924321a8e857d9a200807131e38839b0c2"), 0, generator, 0, share, 0);
        assertArrayEquals(FIRST_SHARE, share);
        X25519.scalarMult(
                hex("a145e914b347002d298ce2051394f0ed68cf3623dfe5db082c78ffa5a667acdc"), 0, generator, 0, share, 0);
        assertArrayEquals(SECOND_SHARE, share);
    }

    @Test
    void shouldMakeTheKeyOfTheDraft() {
        byte[] key = Cpace.key(
                SESSION,
                hex("2a905bc5f0b93ee72ac4b6ea8723520941adfc892935bf6f86d9e199befa6024"),
                Cpace.join(FIRST_SHARE, ascii("ADa")),
                Cpace.join(SECOND_SHARE, ascii("ADb")));
        assertArrayEquals(
                hex("99a9e0ff35acb94ad8af1cd6b32ac409dc7d00557ccd9a7d19d3b4629e5f1f08"
                        + "4f9332096162438c7ecc78331b4eda17e1a229a47182eccc9ea58cd9cdcd8e9a"),
                key);
    }

    @Test
    void shouldTakeOneShareOnlyAndHoldNothingOutOfTurn() {
        byte[] hash = new byte[32];
        PairingExchange client = side(PairingExchange.Side.CLIENT, "ABCD-EFGH", 0, CLIENT, hash);
        PairingExchange host = side(PairingExchange.Side.HOST, "ABCD-EFGH", 0, CLIENT, hash);
        assertFalse(client.holds(new byte[32]), "a proof before the share");
        assertTrue(host.meet(client.share()));
        assertTrue(client.meet(host.share()));
        assertTrue(client.holds(host.tag()));
        assertFalse(client.meet(host.share()), "a second share, of which the secret is gone");
        assertFalse(client.holds(host.tag()));
        assertThrows(IllegalStateException.class, client::tag);
        host.close();
        assertFalse(host.meet(client.share()));
        assertFalse(host.holds(new byte[32]));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0100000000000000000000000000000000000000000000000000000000000000",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
                "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"
            })
    void shouldRefuseSharesOfLowOrder(String share) {
        assertFalse(side(PairingExchange.Side.HOST, "ABCD-EFGH", 0, CLIENT, new byte[32])
                .meet(hex(share)));
    }

    private static PairingExchange side(
            PairingExchange.Side side, String code, int purpose, WavryId client, byte[] hash) {
        return new PairingExchange(side, PairingCode.parse(code), purpose, client, HOST, hash, RANDOM);
    }

    private static boolean pairs(PairingExchange client, PairingExchange host) {
        assertTrue(client.meet(host.share()));
        assertTrue(host.meet(client.share()));
        boolean clientKnows = client.holds(host.tag());
        assertEquals(clientKnows, host.holds(client.tag()), "both or none");
        return clientKnows;
    }

    private static PairingExchange host(String code) {
        return side(PairingExchange.Side.HOST, code, 0, CLIENT, new byte[32]);
    }

    @Test
    void shouldPairThoseWithOneCode() {
        assertTrue(pairs(side(PairingExchange.Side.CLIENT, "o2cd il9h", 0, CLIENT, new byte[32]), host("02CD-119H")));
    }

    @Test
    void shouldPairNobodyWhoDiffersInAnything() {
        byte[] other = new byte[32];
        other[31] = 1;
        PairingExchange.Side client = PairingExchange.Side.CLIENT;
        assertFalse(pairs(side(client, "ABCD-EFGJ", 0, CLIENT, new byte[32]), host("ABCD-EFGH")), "code");
        assertFalse(pairs(side(client, "ABCD-EFGH", 1, CLIENT, new byte[32]), host("ABCD-EFGH")), "purpose");
        assertFalse(pairs(side(client, "ABCD-EFGH", 0, HOST, new byte[32]), host("ABCD-EFGH")), "identity");
        assertFalse(pairs(side(client, "ABCD-EFGH", 0, CLIENT, other), host("ABCD-EFGH")), "handshake");
    }

    @Test
    void shouldNotTakeItsOwnTagBack() {
        PairingExchange mirror = host("ABCD-EFGH");
        assertTrue(mirror.meet(mirror.share()));
        assertFalse(mirror.holds(mirror.tag()));
        assertFalse(mirror.holds(new byte[0]));
        assertFalse(mirror.meet(new byte[31]));
    }

    @Test
    void shouldShowACodeToPeopleOnly() {
        PairingCode code = PairingCode.random(RANDOM, PairingCode.USUAL_CHARACTERS);
        assertTrue(code.shown().matches("[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}"), "eight letters in two groups");
        assertEquals("a code of 8 characters", code.toString());
        code.close();
        assertFalse(code.shown().matches("[0-9A-Z-]+"), "wiped");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "ABCDE", "ABCD-EFG!", "ABCDEFGH ABCDEFGH ABCDEFGH ABCDEFGH X", "ABCD-EFGU", "\u00c4BCDEFGH"})
    void shouldRefuseWhatIsNoCodeWithoutRepeatingIt(String typed) {
        String message = assertThrows(IllegalArgumentException.class, () -> PairingCode.parse(typed))
                .getMessage();
        assertTrue(typed.isEmpty() || !message.contains(typed), message);
    }
}
