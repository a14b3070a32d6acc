package dev.wavry.api;

/** Kinds of failures, each with the exit code a command ends with. Codes are never reused. */
public enum ErrorKind {
    /** Wrong flag or argument. */
    USAGE(2),
    /** Nobody answers at the address. */
    NOT_REACHABLE(10),
    /** The host does not know this client's key. */
    NOT_AUTHORIZED(11),
    /** Somebody else answers at the address. */
    WRONG_HOST_KEY(12),
    /** The two sides speak different versions. */
    VERSION_MISMATCH(13),
    /** No id was named and none is pinned for the address. */
    HOST_UNKNOWN(14),
    /** The session was running and the far side is gone. */
    PEER_GONE(15),
    /** The far side broke the protocol. */
    PROTOCOL(16),
    /** The host takes no more sessions. */
    BUSY(17),
    /** The host withdrew its permission while the session ran. */
    REVOKED(18),
    /** Two machines did not get to know each other. */
    PAIRING(19),
    /** The display that was named does not exist, or there is none. */
    NO_DISPLAY(20),
    /** Nobody offers the codec, or the two sides share none. */
    NO_CODEC(21),
    /** No window can be opened. */
    NO_RENDERER(22),
    /** A bundle that is needed is not installed. */
    NO_BUNDLE(23),
    /** No host of this user runs on this machine. */
    NO_HOST(24),
    /** A bundle is not signed by somebody this machine trusts, or was tampered with. */
    NOT_TRUSTED(25),
    /** A part was tried and did not do; what ran before runs again. */
    ROLLED_BACK(26),
    /** A bundle, signer or role that was named is not there, or does not allow what was asked for. */
    NO_SUCH_PART(27),
    /** The port is taken. */
    ADDRESS_IN_USE(30),
    /** The operating system does not allow it. */
    NOT_PERMITTED(31),
    /** A file could not be written. */
    DISK(32),
    /** The key file is damaged or open to others. */
    KEY_FILE(33),
    /** The person at the host was asked and did not let this client in. */
    CONSENT_DENIED(34),
    /** The gateway cannot be reached, cannot be trusted or does not help. */
    GATEWAY(40),
    /** The gateway introduced both sides, and no path between them works. */
    NO_PATH(41),
    /** A defect of the product. */
    INTERNAL(70);

    private final int exitCode;

    ErrorKind(int exitCode) {
        this.exitCode = exitCode;
    }

    /** What a command that failed this way exits with. */
    public int exitCode() {
        return exitCode;
    }
}
