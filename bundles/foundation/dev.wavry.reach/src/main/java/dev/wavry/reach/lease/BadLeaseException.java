package dev.wavry.reach.lease;

/** A token is no lease; the message says why, in half a sentence. */
public final class BadLeaseException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param why what is wrong with it */
    public BadLeaseException(String why) {
        super(why);
    }
}
