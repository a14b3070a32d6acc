package dev.wavry.reach.stun;

/** Types of attributes: RFC 8489 section 18.3, RFC 8656 section 18, RFC 8445 section 16.1, RFC 5780 section 7. */
public final class StunAttribute {
    /** Plain address of the sender, by old servers. */
    public static final int MAPPED_ADDRESS = 0x0001;
    /** Change the address or port of the answer (RFC 5780). */
    public static final int CHANGE_REQUEST = 0x0003;
    /** Who. */
    public static final int USERNAME = 0x0006;
    /** HMAC-SHA1 of what is before it. */
    public static final int MESSAGE_INTEGRITY = 0x0008;
    /** Code and reason of a refusal. */
    public static final int ERROR_CODE = 0x0009;
    /** Number of a channel (TURN). */
    public static final int CHANNEL_NUMBER = 0x000c;
    /** Seconds (TURN). */
    public static final int LIFETIME = 0x000d;
    /** Address of a peer (TURN). */
    public static final int XOR_PEER_ADDRESS = 0x0012;
    /** Payload (TURN). */
    public static final int DATA = 0x0013;
    /** Realm of the password. */
    public static final int REALM = 0x0014;
    /** Challenge of the server. */
    public static final int NONCE = 0x0015;
    /** Address given by a server (TURN). */
    public static final int XOR_RELAYED_ADDRESS = 0x0016;
    /** Transport asked for (TURN). */
    public static final int REQUESTED_TRANSPORT = 0x0019;
    /** Address of the sender, veiled from routers that rewrite addresses. */
    public static final int XOR_MAPPED_ADDRESS = 0x0020;
    /** How good a pair is (ICE). */
    public static final int PRIORITY = 0x0024;
    /** This pair is taken (ICE). */
    public static final int USE_CANDIDATE = 0x0025;
    /** Name of a program. */
    public static final int SOFTWARE = 0x8022;
    /** CRC-32 of what is before it. */
    public static final int FINGERPRINT = 0x8028;
    /** The server's second address (RFC 5780). */
    public static final int OTHER_ADDRESS = 0x802c;

    private StunAttribute() {}
}
