package dev.wavry.api;

/** Why a session is in its state, as a sentence a user can read. */
public enum SessionReason {
    /** Nothing to explain. */
    NONE("", ErrorKind.INTERNAL),
    /** Paused: no encoder bundle fits. */
    NO_ENCODER(
            "No installed encoder makes pictures that the client can decode; install or enable one.",
            ErrorKind.NO_CODEC),
    /** Paused: nothing captures the display. */
    NO_CAPTURE(
            "Nothing captures the display at the moment; it comes back when a screen or capture bundle does.",
            ErrorKind.NO_DISPLAY),
    /** Paused: no decoder bundle fits. */
    NO_DECODER("No installed decoder fits what the host sends; install or enable one.", ErrorKind.NO_CODEC),
    /** Ended by this side. */
    CLOSED_HERE("The session was closed on this side.", ErrorKind.INTERNAL),
    /** Ended by the host's person. */
    HOST_STOPPED("The host was stopped.", ErrorKind.PEER_GONE),
    /** Resuming: the host said that it comes back. */
    HOST_RESTARTS("The host starts anew and is back in a moment.", ErrorKind.PEER_GONE),
    /** Ended by the client's person. */
    CLIENT_LEFT("The client left.", ErrorKind.PEER_GONE),
    /** The other side does not answer any more. */
    PEER_GONE("The other side stopped answering: it crashed, was cut off or lost its network.", ErrorKind.PEER_GONE),
    /** Nobody answered at all. */
    NOT_REACHABLE(
            "Nobody answered: check the address and port, that the host runs, and that UDP may pass.",
            ErrorKind.NOT_REACHABLE),
    /** Refused by the host. */
    NOT_AUTHORIZED(
            "The host does not let this client in: it does not know its id, or the permission expired or holds for other"
                    + " networks; on the host, use 'wavry clients' or start it with --authorize and the client's id.",
            ErrorKind.NOT_AUTHORIZED),
    /** The host withdrew its permission. */
    REVOKED(
            "The host's owner withdrew the permission of this client, or it expired: ask the owner to grant it again.",
            ErrorKind.REVOKED),
    /** Negotiating: the person at the host is asked. */
    AWAITING_CONSENT("The person at the host is asked whether this client may come in.", ErrorKind.CONSENT_DENIED),
    /** The person at the host said no, or nothing. */
    CONSENT_DENIED(
            "The person at the host did not let this client in: they said no, or nobody answered in time; speak to them and try"
                    + " again in half a minute.",
            ErrorKind.CONSENT_DENIED),
    /** A pairing came to nothing. */
    PAIRING_FAILED(
            "The pairing failed: the code was wrong or too late, somebody else was trying, or somebody is in between.",
            ErrorKind.PAIRING),
    /** Paused: the client may not see the picture. */
    NO_VIEW(
            "The host does not let this client see its picture: ask the host's owner for the right 'view'.",
            ErrorKind.NOT_AUTHORIZED),
    /** Refused by the client. */
    WRONG_HOST_KEY(
            "ANOTHER HOST ANSWERED THAN THE ONE THIS CLIENT TRUSTS, so nothing was sent to it: somebody may be in between, or the"
                    + " host has new keys; ask its owner for the output of 'wavry id --host' on another way, and only if that has"
                    + " changed run 'wavry hosts forget HOST:PORT' here and name the new id once.",
            ErrorKind.WRONG_HOST_KEY),
    /** Versions differ. */
    VERSION_MISMATCH("Host and client speak different versions: update the older one.", ErrorKind.VERSION_MISMATCH),
    /** The display that was asked for does not exist. */
    NO_DISPLAY("The display that was asked for does not exist on the host.", ErrorKind.NO_DISPLAY),
    /** The two sides share no codec. */
    NO_COMMON_CODEC(
            "The client decodes nothing that the host encodes: install a codec bundle that both have.",
            ErrorKind.NO_CODEC),
    /** The host is full. */
    BUSY("The host takes no more sessions at the moment.", ErrorKind.BUSY),
    /** Somebody sent what must not be. */
    PROTOCOL_ERROR(
            "The other side broke the protocol: update both sides and report it if it happens again.",
            ErrorKind.PROTOCOL),
    /** The window cannot be shown. */
    NO_RENDERER("The picture cannot be shown on this machine any more.", ErrorKind.NO_RENDERER),
    /** A defect. */
    INTERNAL("Something failed inside; the log says what.", ErrorKind.INTERNAL);

    private final String sentence;
    private final ErrorKind kind;

    SessionReason(String sentence, ErrorKind kind) {
        this.sentence = sentence;
        this.kind = kind;
    }

    /** For people; empty for {@link #NONE}. */
    public String sentence() {
        return sentence;
    }

    /** The kind of failure this is when a session ends with it. */
    public ErrorKind kind() {
        return kind;
    }
}
