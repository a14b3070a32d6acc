package dev.wavry.reach.relay;

/**
 * First bytes of the datagrams between a relay and those who use it. They lie where neither STUN, TURN channels nor RIFT begin (RFC 9443),
 * so all of them share a port. Numbers are big-endian.
 *
 * <pre>
 * HELLO      50 version token            asks for a challenge; the token is as long as the datagram
 * CHALLENGE  51 cookie(24)
 * PROVE      52 version cookie(24) signature(64) token
 * BOUND      53 channel(8) seconds(4)    seconds until the lease ends
 * DATA       54 channel(8) payload
 * PING       55 channel(8) nonce(8) zeros(15)
 * PONG       56 channel(8) nonce(8) state(1)
 * REFUSED    57 reason(1)
 * </pre>
 */
public final class RelayWire {
    /** Version of the words. */
    public static final int VERSION = 1;

    /** Asks for a challenge. */
    public static final int HELLO = 0x50;
    /** Something to sign. */
    public static final int CHALLENGE = 0x51;
    /** The lease, and proof of who holds it. */
    public static final int PROVE = 0x52;
    /** The channel is open. */
    public static final int BOUND = 0x53;
    /** Something for the other side, or from it. */
    public static final int DATA = 0x54;
    /** Is the channel still open to me? */
    public static final int PING = 0x55;
    /** It is. */
    public static final int PONG = 0x56;
    /** No. */
    public static final int REFUSED = 0x57;

    /** Bytes of a cookie. */
    public static final int COOKIE_BYTES = 24;
    /** Bytes of a signature. */
    public static final int SIGNATURE_BYTES = 64;
    /** Bytes in front of a payload. */
    public static final int DATA_HEAD = 9;
    /** Bytes of a ping; as large as the largest answer to it. */
    public static final int PING_BYTES = 32;
    /** Where the token begins in a first message. */
    public static final int HELLO_HEAD = 2;
    /** Where the token begins in a proof. */
    public static final int PROVE_HEAD = 2 + COOKIE_BYTES + SIGNATURE_BYTES;
    /** Largest payload of one datagram. */
    public static final int MOST_PAYLOAD = 1472 - DATA_HEAD;

    private RelayWire() {}

    /** True if a datagram that begins so is one of these. */
    public static boolean isRelay(int firstByte) {
        return (firstByte & 0xf8) == HELLO;
    }
}
