package dev.wavry.rift;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * The secret keys of one installation: an Ed25519 key that says who it is and an X25519 key that Noise uses; they are separate so
 * that no key serves two algorithms. Immutable; the secrets never appear in {@link #toString()}.
 */
public final class Identity {
    /** Length of {@link #toBytes()}. */
    public static final int BYTES = 4 + 1 + 32 + 32 + 4;

    private static final int MAGIC = 0x57565259;
    private static final int VERSION = 1;

    private final byte[] signingKey;
    private final byte[] signingPublic = new byte[32];
    private final byte[] staticKey;
    private final byte[] staticPublic = new byte[32];
    private final WavryId id;

    private Identity(byte[] signingKey, byte[] staticKey) {
        this.signingKey = signingKey;
        this.staticKey = staticKey;
        Ed25519.generatePublicKey(signingKey, 0, signingPublic, 0);
        X25519.generatePublicKey(staticKey, 0, staticPublic, 0);
        this.id = WavryId.ofBytes(signingPublic);
    }

    /** Makes new keys. */
    public static Identity generate(SecureRandom random) {
        byte[] signing = new byte[32];
        byte[] exchange = new byte[32];
        random.nextBytes(signing);
        random.nextBytes(exchange);
        return new Identity(signing, exchange);
    }

    /**
     * Reads what {@link #toBytes()} wrote.
     *
     * @throws IllegalArgumentException with a sentence if the bytes are damaged or of a newer version
     */
    public static Identity fromBytes(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (bytes.length < 5 || in.getInt() != MAGIC) {
            throw new IllegalArgumentException("it does not begin like a Wavry key file");
        }
        int version = in.get() & 0xff;
        if (version != VERSION) {
            throw new IllegalArgumentException("it is of version " + version + " and this program knows " + VERSION);
        }
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("it has " + bytes.length + " bytes instead of " + BYTES);
        }
        byte[] signing = new byte[32];
        byte[] exchange = new byte[32];
        in.get(signing).get(exchange);
        if (in.getInt() != checksum(bytes)) {
            throw new IllegalArgumentException("its checksum does not fit its content");
        }
        return new Identity(signing, exchange);
    }

    /** The secrets in a versioned form for a key file; the caller keeps them safe. */
    public byte[] toBytes() {
        ByteBuffer out = ByteBuffer.allocate(BYTES);
        out.putInt(MAGIC).put((byte) VERSION).put(signingKey).put(staticKey);
        out.putInt(checksum(out.array()));
        return out.array();
    }

    private static int checksum(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, BYTES - 4);
        return (int) crc.getValue();
    }

    /** Who this is. */
    public WavryId id() {
        return id;
    }

    /** A copy of the X25519 public key. */
    public byte[] staticPublicKey() {
        return staticPublic.clone();
    }

    /** Ed25519 signature of a message (RFC 8032, no context). */
    public byte[] sign(byte[] message) {
        byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
        // With the public key at hand a signature takes one multiplication of a point instead of two.
        Ed25519.sign(signingKey, 0, signingPublic, 0, message, 0, message.length, signature, 0);
        return signature;
    }

    /** X25519 of the static key and a peer's public key; false if the result is all zero, which RFC 7748 6.1 tells to refuse. */
    public boolean agree(byte[] peerPublic, byte[] shared) {
        return X25519.calculateAgreement(staticKey, 0, peerPublic, 0, shared, 0);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Identity that
                && Arrays.equals(signingKey, that.signingKey)
                && Arrays.equals(staticKey, that.staticKey);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    /** The id only. */
    @Override
    public String toString() {
        return "identity " + id;
    }
}
