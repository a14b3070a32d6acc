package dev.wavry.rift.message;

/** Bytes that are no message: too short, too long or out of bounds. */
public final class MalformedMessageException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What is wrong, without any of the content. */
    public MalformedMessageException(String what) {
        super(what);
    }
}
