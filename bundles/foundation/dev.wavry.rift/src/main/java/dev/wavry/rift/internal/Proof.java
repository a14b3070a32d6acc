package dev.wavry.rift.internal;

import dev.wavry.rift.Identity;
import dev.wavry.rift.WavryId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.jspecify.annotations.Nullable;

/**
 * Ties an identity to a handshake: the Ed25519 key signs a label, the side, the X25519 static key and the handshake hash. So neither the static key
 * nor the signature is of use in another handshake or for the other side.
 */
final class Proof {
    static final int BYTES = WavryId.BYTES + Ed25519.SIGNATURE_SIZE;
    static final byte CLIENT = 0;
    static final byte HOST = 1;
    private static final byte[] LABEL = "RIFT identity 1".getBytes(StandardCharsets.US_ASCII);

    private Proof() {}

    /** Identity and signature. */
    static byte[] make(Identity identity, byte side, byte[] handshakeHash) {
        byte[] proof = Arrays.copyOf(identity.id().toBytes(), BYTES);
        byte[] signature = identity.sign(signed(side, identity.staticPublicKey(), handshakeHash));
        System.arraycopy(signature, 0, proof, WavryId.BYTES, signature.length);
        return proof;
    }

    /** Who is proven, or null if the proof does not hold. */
    static @Nullable WavryId check(byte[] proof, byte side, byte[] staticKey, byte[] handshakeHash) {
        Ed25519.PublicPoint key = proof.length == BYTES ? Ed25519.validatePublicKeyFullExport(proof, 0) : null;
        if (key == null) {
            return null;
        }
        byte[] message = signed(side, staticKey, handshakeHash);
        boolean holds = Ed25519.verify(proof, WavryId.BYTES, key, message, 0, message.length);
        return holds ? WavryId.ofBytes(Arrays.copyOf(proof, WavryId.BYTES)) : null;
    }

    private static byte[] signed(byte side, byte[] staticKey, byte[] handshakeHash) {
        byte[] message = Arrays.copyOf(LABEL, LABEL.length + 1 + staticKey.length + handshakeHash.length);
        message[LABEL.length] = side;
        System.arraycopy(staticKey, 0, message, LABEL.length + 1, staticKey.length);
        System.arraycopy(handshakeHash, 0, message, LABEL.length + 1 + staticKey.length, handshakeHash.length);
        return message;
    }
}
