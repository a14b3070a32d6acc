package dev.wavry.operate.trust;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.HexFormat;

/**
 * Somebody who signs bundles.
 *
 * @param name under which the operator knows the key
 * @param certificate the certificate that was added
 */
public record Signer(String name, X509Certificate certificate) {
    /** SHA-256 of the public key in its X.509 form, as hexadecimal digits. */
    public String fingerprint() {
        return fingerprint(certificate);
    }

    static String fingerprint(X509Certificate certificate) {
        return digest(certificate.getPublicKey().getEncoded());
    }

    /** SHA-256 of some bytes as hexadecimal digits. */
    public static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
