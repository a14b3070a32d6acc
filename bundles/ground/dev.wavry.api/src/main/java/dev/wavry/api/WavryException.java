package dev.wavry.api;

import org.jspecify.annotations.Nullable;

/** Why something did not work, in words for the person in front of it. */
public final class WavryException extends Exception {
    private static final long serialVersionUID = 1L;

    private final ErrorKind kind;

    /**
     * @param what what did not work and why, without a full stop
     * @param fix what to do, with or without a full stop
     */
    public WavryException(ErrorKind kind, String what, String fix) {
        this(kind, what, fix, null);
    }

    /** The same with a cause. */
    public WavryException(ErrorKind kind, String what, String fix, @Nullable Throwable cause) {
        super(what + ". " + fix + (fix.endsWith(".") ? "" : "."), cause);
        this.kind = kind;
    }

    /** The kind of failure. */
    public ErrorKind kind() {
        return kind;
    }
}
