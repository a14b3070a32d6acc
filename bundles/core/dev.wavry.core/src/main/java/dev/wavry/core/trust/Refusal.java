package dev.wavry.core.trust;

/** Why a host let somebody not in or not stay; each is counted. */
public enum Refusal {
    /** The id is not on the list. */
    UNKNOWN_ID("refusedUnknownId"),
    /** It was on the list until a time that is over. */
    EXPIRED("refusedExpired"),
    /** It came from a network that it may not come from. */
    OTHER_NETWORK("refusedOtherNetwork"),
    /** It came by a link and had its session. */
    GUEST_OVER("refusedGuestOver"),
    /** A code was wrong. */
    WRONG_CODE("refusedWrongCode"),
    /** A pairing was too late, out of turn, or not asked for. */
    PAIRING("refusedPairing"),
    /** The person at the host said no. */
    CONSENT_DENIED("refusedConsentDenied"),
    /** The person at the host did not answer. */
    CONSENT_TIMEOUT("refusedConsentTimeout"),
    /** It was inside and its permission was withdrawn or ended. */
    REVOKED("refusedRevoked"),
    /** It speaks another version or shares no cipher. */
    VERSION("refusedVersion"),
    /** Its handshake did not verify or did not end. */
    HANDSHAKE("refusedHandshake"),
    /** It broke the protocol. */
    PROTOCOL("refusedProtocol"),
    /** There was no room. */
    BUSY("refusedBusy");

    private final String counter;

    Refusal(String counter) {
        this.counter = counter;
    }

    /** Name of its counter in reports. */
    public String counter() {
        return counter;
    }
}
