package dev.wavry.operate.repo;

import dev.wavry.operate.trust.Signer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAKey;
import java.time.Clock;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The signature of an index, in a file beside it: {@code wavry-index-signature 1}, the fingerprint of the key, and the signature in
 * base64, a line each. What is signed is {@code wavry-index 1}, a line feed, and the bytes of the index, so that a signature for
 * something else never fits. Which algorithm is used depends on the key alone: SHA-256 with ECDSA or RSA, or Ed25519.
 */
public final class IndexSignature {
    private static final String HEAD = "wavry-index-signature 1\n";
    private static final byte[] SIGNED = "wavry-index 1\n".getBytes(StandardCharsets.US_ASCII);
    private static final int MOST_BYTES = 4096;
    private static final int LEAST_RSA_BITS = 2048;
    private static final Pattern FORM =
            Pattern.compile(HEAD + "key ([0-9a-f]{64})\nsignature ([A-Za-z0-9+/]{64,2048}={0,2})\n");

    private IndexSignature() {}

    /** Signs an index. @param fingerprint of the public key that belongs to {@code key} */
    static byte[] sign(byte[] index, PrivateKey key, String fingerprint) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(algorithm(key));
        signature.initSign(key);
        signature.update(SIGNED);
        signature.update(index);
        String text = HEAD + "key " + fingerprint + "\nsignature "
                + Base64.getEncoder().encodeToString(signature.sign()) + "\n";
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Who signed an index, if it is one of these. @throws IOException with the reason if nobody of them did */
    public static Signer check(byte[] index, byte[] signature, List<Signer> trusted, Clock clock) throws IOException {
        Matcher form = FORM.matcher(new String(signature, StandardCharsets.ISO_8859_1));
        if (signature.length > MOST_BYTES || !form.matches()) {
            throw new IOException("its signature is none");
        }
        Optional<Signer> signer = trusted.stream()
                .filter(each -> each.fingerprint().equals(form.group(1)))
                .findFirst();
        if (signer.isEmpty()) {
            throw new IOException("it is signed by the key " + form.group(1) + ", which nobody added");
        }
        try {
            signer.get().certificate().checkValidity(Date.from(clock.instant()));
            var key = signer.get().certificate().getPublicKey();
            Signature judge = Signature.getInstance(algorithm(key));
            judge.initVerify(key);
            judge.update(SIGNED);
            judge.update(index);
            if (judge.verify(Base64.getDecoder().decode(form.group(2)))) {
                return signer.get();
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException("its signature cannot be checked: " + e.getMessage());
        }
        throw new IOException("it was changed after it was signed");
    }

    private static String algorithm(Key key) throws GeneralSecurityException {
        return switch (key.getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "EdDSA", "Ed25519" -> "Ed25519";
            case "RSA" -> {
                if (key instanceof RSAKey rsa && rsa.getModulus().bitLength() < LEAST_RSA_BITS) {
                    throw new GeneralSecurityException("an RSA key of fewer than " + LEAST_RSA_BITS + " bits");
                }
                yield "SHA256withRSA";
            }
            default -> throw new GeneralSecurityException("keys of the kind " + key.getAlgorithm() + " are not used");
        };
    }
}
