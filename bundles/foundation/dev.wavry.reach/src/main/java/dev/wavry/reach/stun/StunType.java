package dev.wavry.reach.stun;

/** Message types: method and class as RFC 8489, section 5 puts them together, and the methods of TURN (RFC 8656, section 17). */
public final class StunType {
    /** Where do I seem to be? */
    public static final int BINDING = 0x0001;
    /** Give me an address (TURN). */
    public static final int ALLOCATE = 0x0003;
    /** Keep it (TURN). */
    public static final int REFRESH = 0x0004;
    /** Pass this on (TURN, an indication). */
    public static final int SEND = 0x0016;
    /** This came for you (TURN, an indication). */
    public static final int DATA = 0x0017;
    /** Let this peer speak to me (TURN). */
    public static final int CREATE_PERMISSION = 0x0008;
    /** A short name for a peer (TURN). */
    public static final int CHANNEL_BIND = 0x0009;

    /** Bits of an answer that grants. */
    public static final int SUCCESS = 0x0100;
    /** Bits of an answer that refuses. */
    public static final int ERROR = 0x0110;

    private StunType() {}
}
