package dev.wavry.operate.trust;

import dev.wavry.api.ErrorKind;

/** An order that is not carried out, in words for whoever gave it; nothing was changed. */
public final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final ErrorKind kind;

    /**
     * @param what what is not done and why, without a full stop
     * @param fix what to do, without a full stop
     */
    public RefusedException(ErrorKind kind, String what, String fix) {
        // Both may hold names out of the very file that is refused.
        super(Printable.of(what + ". " + fix + "."));
        this.kind = kind;
    }

    /** Kind of the failure, which decides the exit code. */
    public ErrorKind kind() {
        return kind;
    }

    static RefusedException untrusted(String what, String fix) {
        return new RefusedException(ErrorKind.NOT_TRUSTED, what, fix);
    }
}
