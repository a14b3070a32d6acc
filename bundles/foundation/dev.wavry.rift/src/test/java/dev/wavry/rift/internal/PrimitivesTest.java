package dev.wavry.rift.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.rift.Suite;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The vectors of the RFCs against the primitives as this module calls them. */
@Timeout(20)
class PrimitivesTest {
    private static final byte[] KEY = hex("808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f");
    private static final byte[] NONCE = hex("070000004041424344454647");
    private static final byte[] ASSOCIATED = hex("50515253c0c1c2c3c4c5c6c7");
    private static final byte[] TEXT =
            ("Ladies and Gentlemen of the class of '99: If I could offer you only one tip for "
                            + "the future, sunscreen would be it.")
                    .getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SEALED = hex("d31a8d34648e60db7b86afbc53ef7ec2a4aded51296e08fea9e2b5a736ee62d6"
            + "3dbea45e8ca9671282fafb69da92728b1a71de0a9e060b2905d6a5b67ecd3b36"
            + "92ddbd7f2d778b8c9803aee328091b58fab324e4fad675945585808b4831d7bc"
            + "3ff4def08e4b7a9de576d26586cec64b61161ae10b594f09e26a7e902ecbd0600691");

    static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    @ParameterizedTest
    @CsvSource({
        "a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4,"
                + "e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c,"
                + "c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552",
        "4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d,"
                + "e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493,"
                + "95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957"
    })
    void shouldMultiplyAsRfc7748(String scalar, String point, String product) {
        byte[] out = new byte[32];
        X25519.calculateAgreement(hex(scalar), 0, hex(point), 0, out, 0);
        assertArrayEquals(hex(product), out);
    }

    @Test
    void shouldMultiplyAThousandTimesAsRfc7748() {
        byte[] k = new byte[32];
        k[0] = 9;
        byte[] u = k.clone();
        for (int i = 0; i < 1000; i++) {
            byte[] product = new byte[32];
            X25519.calculateAgreement(k, 0, u, 0, product, 0);
            u = k;
            k = product;
            if (i == 0) {
                assertArrayEquals(hex("422c8e7a6227d7bca1350b3e2bb7279f7897b87bb6854b783c60e80311ae3079"), k);
            }
        }
        assertArrayEquals(hex("684cf59ba83309552800ef566f2f4d3c1c3887c49360e3875f2eb94d99532c51"), k);
    }

    @Test
    void shouldAgreeAsRfc7748() {
        byte[] bob = hex("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb");
        byte[] alicePublic = hex("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a");
        byte[] bobPublic = new byte[32];
        X25519.generatePublicKey(bob, 0, bobPublic, 0);
        assertArrayEquals(hex("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f"), bobPublic);
        byte[] shared = new byte[32];
        assertTrue(X25519.calculateAgreement(bob, 0, alicePublic, 0, shared, 0));
        assertArrayEquals(hex("4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742"), shared);
        assertFalse(X25519.calculateAgreement(bob, 0, new byte[32], 0, shared, 0), "a point of low order");
    }

    @ParameterizedTest
    @CsvSource({
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60,"
                + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a,'',"
                + "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb,"
                + "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c,72,"
                + "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7,"
                + "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025,af82,"
                + "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
    })
    void shouldSignAsRfc8032(String secret, String key, String message, String signature) {
        byte[] publicKey = new byte[32];
        Ed25519.generatePublicKey(hex(secret), 0, publicKey, 0);
        assertArrayEquals(hex(key), publicKey);
        byte[] text = hex(message);
        byte[] made = new byte[64];
        Ed25519.sign(hex(secret), 0, text, 0, text.length, made, 0);
        assertArrayEquals(hex(signature), made);
        assertTrue(Ed25519.verify(made, 0, publicKey, 0, text, 0, text.length));
        made[10] ^= 1;
        assertFalse(Ed25519.verify(made, 0, publicKey, 0, text, 0, text.length));
    }

    @Test
    void shouldSealTheHandshakeAsRfc8439() throws InvalidCipherTextException {
        assertArrayEquals(SEALED, Noise.aead(true, KEY, NONCE, ASSOCIATED, TEXT));
        assertArrayEquals(TEXT, Noise.aead(false, KEY, NONCE, ASSOCIATED, SEALED));
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void shouldSealPacketsAsRfc8439(boolean conscrypt) throws Exception {
        Cipher cipher = aeads(conscrypt).cipher(Suite.CHACHA20_POLY1305);
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(KEY, "ChaCha20"), new IvParameterSpec(NONCE));
        cipher.updateAAD(ASSOCIATED);
        assertArrayEquals(SEALED, cipher.doFinal(TEXT));
    }

    /** Cases 13 and 14 of the GCM submission: key and nonce of zeros, which is our packet number 0. */
    @ParameterizedTest
    @CsvSource({"true", "false"})
    void shouldSealPacketsAsTheGcmPaper(boolean conscrypt) {
        JcaAeads aeads = aeads(conscrypt);
        var packet = aeads.workspace(64);
        aeads.create(Suite.AES_256_GCM, new byte[32], true).seal(packet, 0, 16, 0);
        byte[] sealed = new byte[32];
        packet.get(0, sealed);
        assertArrayEquals(hex("cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919"), sealed);
        aeads.create(Suite.AES_256_GCM, new byte[32], true).seal(packet, 0, 0, 0);
        byte[] tag = new byte[16];
        packet.get(0, tag);
        assertArrayEquals(hex("530f8afbc74536b9a963b4f1c4cb738b"), tag);
    }

    @Test
    void shouldHashAsRfc7693() {
        assertArrayEquals(
                hex("508c5e8c327c14e2e1a72ba34eeb452f37458b209ed63a294d999b4c86675982"),
                Noise.hash("abc".getBytes(StandardCharsets.US_ASCII)));
    }

    static JcaAeads aeads(boolean conscrypt) {
        var provider = conscrypt ? ConscryptLoader.load() : null;
        assertEquals(conscrypt, provider != null, "Conscrypt should load on the machines this is built on");
        return new JcaAeads(provider);
    }
}
