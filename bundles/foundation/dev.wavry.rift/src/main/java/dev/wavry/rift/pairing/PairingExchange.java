package dev.wavry.rift.pairing;

import dev.wavry.rift.WavryId;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.math.ec.rfc7748.X25519;

/**
 * One side of proving a code to each other: CPace with X25519 and SHA-512, bound to the purpose, both identities and the hash of the
 * handshake it runs in. Whoever sits between has two handshakes with two hashes, so nothing of one is of use in the other, and each run
 * lets it try one code. Both sides: send {@link #share()}, give the other's to {@link #meet}, then {@link #tag()} and
 * {@link #holds}. Serves once; not thread-safe; {@link #close()} wipes it.
 */
public final class PairingExchange implements AutoCloseable {
    /** Length of a share. */
    public static final int SHARE_BYTES = 32;

    /** Length of a tag. */
    public static final int TAG_BYTES = 32;

    private static final byte[] LABEL = PairingCode.ascii("Wavry pairing 1");
    private static final byte[] CLIENT = PairingCode.ascii("client");
    private static final byte[] HOST = PairingCode.ascii("host");

    private static final byte[] NONE = {};

    /** Which side this is; the client begins. */
    public enum Side {
        /** Brings the code. */
        CLIENT,
        /** Made the code. */
        HOST
    }

    private final Side side;
    private final byte[] session;
    private final byte[] channel;
    private final byte[] secret = new byte[X25519.SCALAR_SIZE];
    private final byte[] share = new byte[SHARE_BYTES];
    private byte[] key = NONE;
    private byte[] agreed = NONE;
    private boolean met;

    /**
     * @param purpose what the code is good for, 0 to 255; the same on both sides
     * @param handshakeHash hash of the handshake that this exchange runs in
     */
    public PairingExchange(
            Side side,
            PairingCode code,
            int purpose,
            WavryId client,
            WavryId host,
            byte[] handshakeHash,
            SecureRandom random) {
        this.side = side;
        this.session = handshakeHash.clone();
        this.channel = Cpace.join(LABEL, new byte[] {(byte) purpose}, client.toBytes(), host.toBytes());
        byte[] letters = code.toBytes();
        byte[] generator = Cpace.generator(letters, channel, session);
        Arrays.fill(letters, (byte) 0);
        random.nextBytes(secret);
        X25519.scalarMult(secret, 0, generator, 0, share, 0);
        Arrays.fill(generator, (byte) 0);
    }

    /** What to send to the other side. */
    public byte[] share() {
        return share.clone();
    }

    /**
     * Takes the share of the other side; false if it is one that only somebody dishonest sends, and for any after the first: the secret
     * is gone by then, so anybody could know what a second one leads to.
     */
    public boolean meet(byte[] other) {
        byte[] shared = new byte[SHARE_BYTES];
        if (met) {
            Arrays.fill(key, (byte) 0);
            key = NONE;
            return false;
        }
        met = true;
        if (other.length != SHARE_BYTES || !X25519.calculateAgreement(secret, 0, other, 0, shared, 0)) {
            return false;
        }
        byte[] first = Cpace.join(side == Side.CLIENT ? share : other, CLIENT);
        byte[] second = Cpace.join(side == Side.CLIENT ? other : share, HOST);
        key = Cpace.key(session, shared, first, second);
        agreed = Cpace.join(channel, session, first, second);
        Arrays.fill(shared, (byte) 0);
        Arrays.fill(secret, (byte) 0);
        return true;
    }

    /** What proves to the other side that this one knows the code; after {@link #meet}. */
    public byte[] tag() {
        return tag(side == Side.CLIENT ? CLIENT : HOST);
    }

    /** Whether this proves that the other side knows the code; never before {@link #meet} or after {@link #close}. Takes the same time for any answer. */
    public boolean holds(byte[] othersTag) {
        if (key.length == 0) {
            return false;
        }
        byte[] expected = tag(side == Side.CLIENT ? HOST : CLIENT);
        return org.bouncycastle.util.Arrays.constantTimeAreEqual(expected, othersTag);
    }

    private byte[] tag(byte[] who) {
        if (key.length == 0) {
            throw new IllegalStateException("the other side's share is missing");
        }
        return Cpace.tag(key, Cpace.join(LABEL, who, agreed));
    }

    @Override
    public void close() {
        Arrays.fill(secret, (byte) 0);
        Arrays.fill(key, (byte) 0);
        key = NONE;
        met = true;
    }

    /** Says nothing that is secret. */
    @Override
    public String toString() {
        return "the " + side + " of a pairing";
    }
}
