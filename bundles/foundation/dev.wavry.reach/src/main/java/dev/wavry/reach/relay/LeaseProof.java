package dev.wavry.reach.relay;

import dev.wavry.rift.WavryId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** What the holder of a lease signs: a label, the relay's challenge and the token, so that the signature is of use nowhere else. */
public final class LeaseProof {
    private static final byte[] LABEL = "Wavry relay lease 1".getBytes(StandardCharsets.US_ASCII);

    private LeaseProof() {}

    /** The bytes to sign. */
    public static byte[] message(byte[] cookie, byte[] token) {
        return ByteBuffer.allocate(LABEL.length + cookie.length + token.length)
                .put(LABEL)
                .put(cookie)
                .put(token)
                .array();
    }

    /** Whether {@code holder} signed them. */
    public static boolean holds(WavryId holder, byte[] signature, byte[] cookie, byte[] token) {
        Ed25519.PublicPoint key = Ed25519.validatePublicKeyFullExport(holder.toBytes(), 0);
        byte[] message = message(cookie, token);
        return key != null
                && signature.length == Ed25519.SIGNATURE_SIZE
                && Ed25519.verify(signature, 0, key, message, 0, message.length);
    }
}
