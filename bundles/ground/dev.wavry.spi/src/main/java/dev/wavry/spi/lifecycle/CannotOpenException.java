package dev.wavry.spi.lifecycle;

/** Why something could not be opened, in words for the person in front of it. */
public final class CannotOpenException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Kinds of reasons. */
    public enum Reason {
        /** What it needs is not on this machine (no display, no GPU, no such device). */
        NOT_HERE,
        /** The operating system or the user does not allow it. */
        NOT_PERMITTED,
        /** Somebody else uses it; may work later. */
        BUSY,
        /** It is here but cannot do what was asked (size, format, rate). */
        UNSUPPORTED,
        /** It is here and should work but failed. */
        BROKEN
    }

    private final Reason reason;
    private final String what;
    private final String fix;

    /**
     * All parts are required.
     *
     * @param what what could not be opened and why, without a full stop
     * @param fix what the reader can do about it
     */
    public CannotOpenException(Reason reason, String what, String fix) {
        this(reason, what, fix, null);
    }

    /** The same with a cause. */
    public CannotOpenException(
            Reason reason, String what, String fix, @org.jspecify.annotations.Nullable Throwable cause) {
        super(what + ". " + fix, cause);
        if (what.isBlank() || fix.isBlank()) {
            throw new IllegalArgumentException("an error says what and what to do");
        }
        this.reason = reason;
        this.what = what;
        this.fix = fix;
    }

    /** The kind of reason. */
    public Reason reason() {
        return reason;
    }

    /** What could not be opened and why. */
    public String what() {
        return what;
    }

    /** What to do. */
    public String fix() {
        return fix;
    }
}
