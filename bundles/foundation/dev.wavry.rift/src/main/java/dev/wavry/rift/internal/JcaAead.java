package dev.wavry.rift.internal;

import dev.wavry.rift.Suite;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.spec.AlgorithmParameterSpec;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A cipher of a Java provider. The nonce is four zero bytes and the packet number, as RFC 8439 2.8 and SP 800-38D want 12 bytes that never
 * repeat under a key.
 */
final class JcaAead implements Aead {
    private final Cipher cipher;
    private final boolean gcm;
    private final SecretKeySpec key;
    private final int mode;
    private final byte[] nonce = new byte[12];
    private final byte[] header = new byte[Wire.HEADER_BYTES];
    private @Nullable ByteBuffer seen;
    private @Nullable ByteBuffer in;
    private @Nullable ByteBuffer out;
    private long spoiled;

    JcaAead(Cipher cipher, Suite suite, byte[] key, boolean seals) {
        this.cipher = cipher;
        this.gcm = suite == Suite.AES_256_GCM;
        this.key = new SecretKeySpec(key, gcm ? "AES" : "ChaCha20");
        this.mode = seals ? Cipher.ENCRYPT_MODE : Cipher.DECRYPT_MODE;
    }

    @Override
    public void seal(ByteBuffer packet, int headerBytes, int length, long packetNumber) {
        try {
            run(packet, headerBytes, length, packetNumber);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A packet could not be sealed; the Java runtime's ciphers are defect.", e);
        }
    }

    @Override
    public boolean open(ByteBuffer packet, int headerBytes, int length, long packetNumber) {
        try {
            run(packet, headerBytes, length + Wire.TAG_BYTES, packetNumber);
            return true;
        } catch (GeneralSecurityException e) {
            forgetNonce();
            return false;
        }
    }

    private void run(ByteBuffer packet, int headerBytes, int length, long packetNumber)
            throws GeneralSecurityException {
        number(0, packetNumber);
        cipher.init(mode, key, parameters());
        packet.get(0, header, 0, headerBytes);
        cipher.updateAAD(header, 0, headerBytes);
        if (packet.hasArray()) {
            byte[] bytes = packet.array();
            int at = packet.arrayOffset() + headerBytes;
            cipher.doFinal(bytes, at, length, bytes, at);
        } else {
            views(packet);
            in.limit(headerBytes + length).position(headerBytes);
            out.limit(out.capacity()).position(headerBytes);
            cipher.doFinal(in, out);
        }
    }

    /** Views are kept because a connection always brings the same buffer. */
    private void views(ByteBuffer packet) {
        if (seen != packet) {
            seen = packet;
            in = packet.duplicate();
            out = packet.duplicate();
        }
    }

    private AlgorithmParameterSpec parameters() {
        return gcm ? new GCMParameterSpec(8 * Wire.TAG_BYTES, nonce) : new IvParameterSpec(nonce);
    }

    private void number(int prefix, long packetNumber) {
        for (int i = 0; i < 4; i++) {
            nonce[i] = (byte) (prefix >>> 24 - 8 * i);
        }
        for (int i = 0; i < 8; i++) {
            nonce[4 + i] = (byte) (packetNumber >>> 56 - 8 * i);
        }
    }

    /**
     * JDK 17 refuses the nonce of the last attempt, so a forged packet would keep the true one with its number out: let the last attempt
     * be one with a nonce no packet has.
     */
    private void forgetNonce() {
        number(-1, spoiled++);
        try {
            cipher.init(mode, key, parameters());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A cipher could not be reset; the Java runtime's ciphers are defect.", e);
        }
    }
}
