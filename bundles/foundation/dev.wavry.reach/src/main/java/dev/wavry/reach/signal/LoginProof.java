package dev.wavry.reach.signal;

import dev.wavry.rift.Identity;
import dev.wavry.rift.WavryId;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** Who logs in signs a label, the gateway's id and the gateway's fresh nonce. */
public final class LoginProof {
    private LoginProof() {}

    private static byte[] message(String gateway, String nonce) {
        return ("Wavry gateway login 1\n" + gateway + "\n" + nonce).getBytes(StandardCharsets.UTF_8);
    }

    /** The proof, in base64url. */
    public static String make(Identity identity, String gateway, String nonce) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(identity.sign(message(gateway, nonce)));
    }

    /** Whether it is this one's. */
    public static boolean holds(WavryId id, String proof, String gateway, String nonce) {
        byte[] signature;
        try {
            signature = Base64.getUrlDecoder().decode(proof);
        } catch (IllegalArgumentException e) {
            return false;
        }
        Ed25519.PublicPoint key = Ed25519.validatePublicKeyFullExport(id.toBytes(), 0);
        byte[] message = message(gateway, nonce);
        return key != null
                && signature.length == Ed25519.SIGNATURE_SIZE
                && Ed25519.verify(signature, 0, key, message, 0, message.length);
    }
}
