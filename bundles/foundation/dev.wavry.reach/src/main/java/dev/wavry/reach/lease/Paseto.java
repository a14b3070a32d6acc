package dev.wavry.reach.lease;

import dev.wavry.rift.Identity;
import dev.wavry.rift.WavryId;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.jspecify.annotations.Nullable;

/** {@code v4.public} of PASETO ("Platform-Agnostic Security Tokens", version 4): a message and its Ed25519 signature, nothing to choose. */
final class Paseto {
    private static final String HEADER = "v4.public.";
    private static final byte[] NOTHING = {};

    private Paseto() {}

    static String sign(byte[] message, Identity signer) {
        byte[] signature = signer.sign(authenticated(message));
        byte[] both = Arrays.copyOf(message, message.length + signature.length);
        System.arraycopy(signature, 0, both, message.length, signature.length);
        return HEADER + Base64.getUrlEncoder().withoutPadding().encodeToString(both);
    }

    /** The message of a token that this key signed, or null. */
    static byte @Nullable [] open(String token, WavryId signer) {
        byte[] both = body(token);
        Ed25519.PublicPoint key = Ed25519.validatePublicKeyFullExport(signer.toBytes(), 0);
        if (both == null || both.length < Ed25519.SIGNATURE_SIZE || key == null) {
            return null;
        }
        byte[] message = Arrays.copyOf(both, both.length - Ed25519.SIGNATURE_SIZE);
        byte[] signed = authenticated(message);
        return Ed25519.verify(both, message.length, key, signed, 0, signed.length) ? message : null;
    }

    private static byte @Nullable [] body(String token) {
        if (!token.startsWith(HEADER)) {
            return null;
        }
        try {
            return Base64.getUrlDecoder().decode(token.substring(HEADER.length()));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static byte[] authenticated(byte[] message) {
        return join(HEADER.getBytes(StandardCharsets.US_ASCII), message, NOTHING, NOTHING);
    }

    /** Pre-authentication encoding: how many pieces, then each with its length, as 64-bit little-endian numbers. */
    static byte[] join(byte[]... pieces) {
        int bytes = Long.BYTES;
        for (byte[] piece : pieces) {
            bytes += Long.BYTES + piece.length;
        }
        ByteBuffer out = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        out.putLong(pieces.length);
        for (byte[] piece : pieces) {
            out.putLong(piece.length).put(piece);
        }
        return out.array();
    }
}
