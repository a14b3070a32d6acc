package dev.wavry.reach.relay;

/** Why a relay says no; the number on the wire is the place in this list, so new ones go to the end. */
public enum RelayRefusal {
    /** Of another version. */
    VERSION("the relay speaks another version of the protocol"),
    /** Malformed, forged, or by an issuer this relay does not know. */
    FORGED("the relay does not know who signed the lease, or it was changed"),
    /** For another relay. */
    FOREIGN("the lease is for another relay"),
    /** Over. */
    EXPIRED("the lease has expired; a wrong clock on either machine looks the same"),
    /** Not good yet. */
    EARLY("the lease is not good yet: the clocks of the gateway and the relay differ"),
    /** The holder's key did not sign the challenge. */
    NOT_HOLDER("the lease belongs to another key"),
    /** No room. */
    FULL("the relay has no room for more sessions"),
    /** Too many questions. */
    BUSY("too many requests from this network"),
    /** Taking nobody new. */
    DRAINING("the relay is being shut down"),
    /** The challenge is old or was made for another address. */
    STALE("the answer came too late or from another address");

    private static final RelayRefusal[] ALL = values();
    private final String sentence;

    RelayRefusal(String sentence) {
        this.sentence = sentence;
    }

    /** In words, without a full stop. */
    public String sentence() {
        return sentence;
    }

    /** The one with that number; anything unknown reads as {@link #FORGED}. */
    public static RelayRefusal of(int number) {
        return number >= 0 && number < ALL.length ? ALL[number] : FORGED;
    }
}
