package dev.wavry.core.session;

import dev.wavry.api.SessionReason;
import dev.wavry.rift.CloseReason;
import dev.wavry.rift.message.Message;

/** What the wire's reasons mean for a session. */
final class Reasons {
    private Reasons() {}

    /** Why a stream is paused, for the wire. */
    static Message.Reason wire(SessionReason reason) {
        return switch (reason) {
            case NO_ENCODER, NO_COMMON_CODEC -> Message.Reason.NO_ENCODER;
            case NO_CAPTURE -> Message.Reason.NO_SOURCE;
            case NO_VIEW -> Message.Reason.OPERATOR;
            case AWAITING_CONSENT -> Message.Reason.AWAITING_CONSENT;
            default -> Message.Reason.OTHER;
        };
    }

    /** Whether a host that is gone for this reason may be back soon. */
    static boolean mayReturn(SessionReason why) {
        return why == SessionReason.PEER_GONE
                || why == SessionReason.NOT_REACHABLE
                || why == SessionReason.HOST_RESTARTS;
    }

    static SessionReason of(CloseReason reason, boolean byPeer, boolean weAreHost) {
        return switch (reason) {
            case NORMAL ->
                !byPeer
                        ? SessionReason.CLOSED_HERE
                        : weAreHost ? SessionReason.CLIENT_LEFT : SessionReason.HOST_STOPPED;
            case HOST_STOPPED -> byPeer ? SessionReason.HOST_STOPPED : SessionReason.CLOSED_HERE;
            case HOST_RESTARTS -> byPeer ? SessionReason.HOST_RESTARTS : SessionReason.CLOSED_HERE;
            case NOT_AUTHORIZED -> SessionReason.NOT_AUTHORIZED;
            case PAIRING_FAILED -> SessionReason.PAIRING_FAILED;
            case REVOKED -> SessionReason.REVOKED;
            case CONSENT_DENIED -> SessionReason.CONSENT_DENIED;
            case WRONG_HOST_KEY -> SessionReason.WRONG_HOST_KEY;
            case VERSION_MISMATCH, NO_COMMON_SUITE -> SessionReason.VERSION_MISMATCH;
            case PEER_GONE, TIMEOUT -> SessionReason.PEER_GONE;
            case HANDSHAKE_TIMEOUT -> SessionReason.NOT_REACHABLE;
            case BUSY -> SessionReason.BUSY;
            case PROTOCOL_ERROR, HANDSHAKE_FAILED -> SessionReason.PROTOCOL_ERROR;
            case INTERNAL_ERROR -> SessionReason.INTERNAL;
        };
    }
}
