package dev.wavry.rift.internal;

import dev.wavry.rift.Identity;
import java.io.ByteArrayOutputStream;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.jspecify.annotations.Nullable;

/**
 * One side of Noise_XX_25519_ChaChaPoly_BLAKE2s: {@code e / e ee s es / s se}. A message that does not verify leaves the state as it was.
 */
final class NoiseXx {
    static final String NAME = "Noise_XX_25519_ChaChaPoly_BLAKE2s";
    static final int KEY_BYTES = 32;
    static final int TAG_BYTES = 16;

    private final boolean initiator;
    private final Identity identity;
    private final byte[] ephemeral = new byte[KEY_BYTES];
    private final byte[] ephemeralPublic = new byte[KEY_BYTES];
    private Noise state;
    private byte @Nullable [] peerEphemeral;
    private byte @Nullable [] peerStatic;
    private int step;

    NoiseXx(boolean initiator, Identity identity, byte[] prologue, SecureRandom random) {
        this.initiator = initiator;
        this.identity = identity;
        state = new Noise(NAME, prologue);
        random.nextBytes(ephemeral);
        X25519.generatePublicKey(ephemeral, 0, ephemeralPublic, 0);
    }

    /**
     * Message {@code step}; the payload is made from the handshake hash at the place where it is sealed. Throws if the peer's key is of low
     * order, which only somebody dishonest sends; the state is of no use then.
     */
    byte[] write(UnaryOperator<byte[]> payload) throws InvalidCipherTextException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (step == 0 || step == 1) {
            out.writeBytes(ephemeralPublic);
            state.mixHash(ephemeralPublic);
        }
        if (step == 1) {
            mixDh(dh(ephemeral, peerEphemeral));
            out.writeBytes(state.encryptAndHash(identity.staticPublicKey()));
            mixDh(dhStatic(peerEphemeral));
        } else if (step == 2) {
            out.writeBytes(state.encryptAndHash(identity.staticPublicKey()));
            mixDh(dhStatic(peerEphemeral));
        }
        out.writeBytes(state.encryptAndHash(payload.apply(state.handshakeHash())));
        step++;
        return out.toByteArray();
    }

    /** What a read message carried: its payload and the handshake hash the sender had in front of it. */
    record Payload(byte[] bytes, byte[] hash) {}

    /** Reads message {@code step}. */
    Payload read(byte[] message) throws InvalidCipherTextException {
        Noise before = state.copy();
        byte @Nullable [] ephemeralBefore = peerEphemeral;
        byte @Nullable [] staticBefore = peerStatic;
        try {
            Payload payload = readStep(message);
            step++;
            return payload;
        } catch (InvalidCipherTextException e) {
            state = before;
            peerEphemeral = ephemeralBefore;
            peerStatic = staticBefore;
            throw e;
        }
    }

    private Payload readStep(byte[] message) throws InvalidCipherTextException {
        int at = 0;
        if (step == 0 || step == 1) {
            peerEphemeral = part(message, at, at += KEY_BYTES);
            state.mixHash(peerEphemeral);
        }
        if (step == 1) {
            mixDh(dh(ephemeral, peerEphemeral));
            peerStatic = state.decryptAndHash(part(message, at, at += KEY_BYTES + TAG_BYTES));
            mixDh(dh(ephemeral, peerStatic));
        } else if (step == 2) {
            peerStatic = state.decryptAndHash(part(message, at, at += KEY_BYTES + TAG_BYTES));
            mixDh(dh(ephemeral, peerStatic));
        }
        byte[] hash = state.handshakeHash();
        return new Payload(state.decryptAndHash(part(message, at, message.length)), hash);
    }

    private static byte[] part(byte[] message, int from, int to) throws InvalidCipherTextException {
        if (to > message.length || from > to) {
            throw new InvalidCipherTextException("message of " + message.length + " bytes");
        }
        return Arrays.copyOfRange(message, from, to);
    }

    private void mixDh(byte[] shared) {
        state.mixKey(shared);
        Arrays.fill(shared, (byte) 0);
    }

    private static byte[] dh(byte[] secret, byte @Nullable [] peer) throws InvalidCipherTextException {
        byte[] shared = new byte[KEY_BYTES];
        if (peer == null || !X25519.calculateAgreement(secret, 0, peer, 0, shared, 0)) {
            throw new InvalidCipherTextException("public key of low order");
        }
        return shared;
    }

    private byte[] dhStatic(byte @Nullable [] peer) throws InvalidCipherTextException {
        byte[] shared = new byte[KEY_BYTES];
        if (peer == null || !identity.agree(peer, shared)) {
            throw new InvalidCipherTextException("public key of low order");
        }
        return shared;
    }

    byte[] peerStatic() {
        if (peerStatic == null) {
            throw new IllegalStateException("the peer's static key has not come yet");
        }
        return peerStatic.clone();
    }

    byte[] handshakeHash() {
        return state.handshakeHash();
    }

    /** Keys to send and to receive with, once all three messages went; the ephemeral secret is wiped. */
    byte[][] split() {
        byte[][] keys = state.split();
        Arrays.fill(ephemeral, (byte) 0);
        return initiator ? keys : new byte[][] {keys[1], keys[0]};
    }
}
