package dev.wavry.rift.internal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.digests.Blake2sDigest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.modes.ChaCha20Poly1305;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * The symmetric state of the Noise Protocol Framework (revision 34, section 5) with ChaChaPoly and BLAKE2s. Allocates: a handshake has
 * three messages.
 */
final class Noise {
    static final int HASH_BYTES = 32;
    private static final int BLOCK_BYTES = 64;

    private byte[] chainingKey;
    private byte[] hash;
    private byte[] key = new byte[0];
    private long nonce;

    Noise(String protocolName, byte[] prologue) {
        byte[] name = protocolName.getBytes(StandardCharsets.US_ASCII);
        hash = name.length <= HASH_BYTES ? Arrays.copyOf(name, HASH_BYTES) : hash(name);
        chainingKey = hash.clone();
        mixHash(prologue);
    }

    private Noise(Noise other) {
        chainingKey = other.chainingKey.clone();
        hash = other.hash.clone();
        key = other.key.clone();
        nonce = other.nonce;
    }

    /** A state to go back to, so that a forged message does not spoil the handshake. */
    Noise copy() {
        return new Noise(this);
    }

    byte[] handshakeHash() {
        return hash.clone();
    }

    void mixHash(byte[] data) {
        hash = hash(hash, data);
    }

    void mixKey(byte[] material) {
        byte[][] keys = hkdf(chainingKey, material);
        chainingKey = keys[0];
        key = keys[1];
        nonce = 0;
    }

    byte[] encryptAndHash(byte[] plain) {
        byte[] sealed = plain;
        if (key.length > 0) {
            try {
                sealed = aead(true, key, nonce++, hash, plain);
            } catch (InvalidCipherTextException e) {
                throw new AssertionError("sealing cannot fail", e);
            }
        }
        mixHash(sealed);
        return sealed;
    }

    byte[] decryptAndHash(byte[] sealed) throws InvalidCipherTextException {
        byte[] plain = sealed;
        if (key.length > 0) {
            plain = aead(false, key, nonce++, hash, sealed);
        }
        mixHash(sealed);
        return plain;
    }

    /** The keys of the initiator's and of the responder's direction. */
    byte[][] split() {
        return hkdf(chainingKey, new byte[0]);
    }

    static byte[] aead(boolean seal, byte[] key, long nonce, byte[] associated, byte[] text)
            throws InvalidCipherTextException {
        byte[] iv = new byte[12];
        for (int i = 0; i < 8; i++) {
            iv[4 + i] = (byte) (nonce >>> 8 * i);
        }
        return aead(seal, key, iv, associated, text);
    }

    static byte[] aead(boolean seal, byte[] key, byte[] iv, byte[] associated, byte[] text)
            throws InvalidCipherTextException {
        ChaCha20Poly1305 cipher = new ChaCha20Poly1305();
        cipher.init(seal, new AEADParameters(new KeyParameter(key), 128, iv, associated));
        byte[] out = new byte[cipher.getOutputSize(text.length)];
        int written = cipher.processBytes(text, 0, text.length, out, 0);
        cipher.doFinal(out, written);
        return out;
    }

    static byte[] hash(byte[]... parts) {
        Blake2sDigest digest = new Blake2sDigest(8 * HASH_BYTES);
        for (byte[] part : parts) {
            digest.update(part, 0, part.length);
        }
        byte[] out = new byte[HASH_BYTES];
        digest.doFinal(out, 0);
        return out;
    }

    /** HKDF of RFC 5869 with two outputs, as section 4.3 of Noise writes it. */
    static byte[][] hkdf(byte[] salt, byte[] material) {
        byte[] temporary = hmac(salt, material);
        byte[] first = hmac(temporary, new byte[] {1});
        byte[] second = hmac(temporary, first, new byte[] {2});
        return new byte[][] {first, second};
    }

    static byte[] hmac(byte[] key, byte[]... parts) {
        HMac mac = new HMac(new Blake2sDigest(8 * HASH_BYTES));
        assert mac.getUnderlyingDigest() instanceof Blake2sDigest d && d.getByteLength() == BLOCK_BYTES;
        mac.init(new KeyParameter(key));
        for (byte[] part : parts) {
            mac.update(part, 0, part.length);
        }
        byte[] out = new byte[HASH_BYTES];
        mac.doFinal(out, 0);
        return out;
    }
}
