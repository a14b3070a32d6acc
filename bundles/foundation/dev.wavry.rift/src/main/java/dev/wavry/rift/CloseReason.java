package dev.wavry.rift;

import org.jspecify.annotations.Nullable;

/** Why a connection ended. The code is what travels; codes are never reused. */
public enum CloseReason {
    /** Somebody ended it on purpose. */
    NORMAL(0, "The session was ended."),
    /** The host does not know this key. */
    NOT_AUTHORIZED(
            1,
            "The host does not let this Wavry ID in; its owner can change that with 'wavry clients' or --authorize."),
    /** The host has another key than the one asked for. */
    WRONG_HOST_KEY(
            2,
            "The host proved another Wavry ID than the one expected; check the ID with the host's owner, because somebody may be in between."),
    /** No version in common. */
    VERSION_MISMATCH(3, "The two sides speak no version in common; update the older one."),
    /** Something took longer than allowed. */
    TIMEOUT(4, "The other side took too long to answer a request; try again."),
    /** Silence for longer than the settings allow. */
    PEER_GONE(5, "Nothing was heard from the other side any more; check its power and the network."),
    /** Bytes that break the protocol. */
    PROTOCOL_ERROR(6, "The other side sent something the protocol forbids; update both sides and report it."),
    /** The handshake did not finish. */
    HANDSHAKE_TIMEOUT(7, "Nobody answered; check the address, the port and the firewall."),
    /** The host program is stopping. */
    HOST_STOPPED(8, "The host was stopped."),
    /** No room for one more. */
    BUSY(9, "The host serves as many connections as it may; try again later."),
    /** Something in the program failed. */
    INTERNAL_ERROR(10, "The program on the other side failed; its log says more."),
    /** No cipher in common. */
    NO_COMMON_SUITE(11, "The two sides allow no cipher in common; check the suites in their settings."),
    /** The handshake was damaged or forged. */
    HANDSHAKE_FAILED(12, "The handshake did not verify; somebody changed it on the way or a side is defect."),
    /** The host's owner took the permission away. */
    REVOKED(13, "The host's owner withdrew the permission of this client, or it expired."),
    /** The code did not fit, or no code was asked for. */
    PAIRING_FAILED(
            14,
            "The pairing failed: the code was wrong or too late, somebody else was trying, or somebody is in between."),
    /** The person at the host did not let the client in. */
    CONSENT_DENIED(15, "The person at the host said no, or nobody answered in time; speak to them and try again."),
    /** The host program starts anew. */
    HOST_RESTARTS(16, "The host starts anew and is back in a moment.");

    private static final CloseReason[] BY_CODE = values();

    private final int code;
    private final String sentence;

    CloseReason(int code, String sentence) {
        this.code = code;
        this.sentence = sentence;
    }

    /** Number on the wire. */
    public int code() {
        return code;
    }

    /** What happened and what to do, for people. */
    public String sentence() {
        return sentence;
    }

    /** The reason with this number, or null if this version does not know it. */
    public static @Nullable CloseReason ofCode(int code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }
}
