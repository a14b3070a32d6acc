package dev.wavry.rift;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A key file could not be read or written; the message says what, why and what to do. */
public final class IdentityFileException extends IOException {
    private static final long serialVersionUID = 1L;

    /** What kind of trouble. */
    public enum Problem {
        /** Others may read the file. */
        TOO_OPEN,
        /** The content is damaged or of a newer version. */
        DAMAGED,
        /** The file may not be read. */
        UNREADABLE,
        /** The file may not be written, or the disk is full. */
        UNWRITABLE
    }

    private final Problem problem;
    private final transient Path path;

    /** A problem with a file. */
    public IdentityFileException(Problem problem, Path path, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.problem = problem;
        this.path = path;
    }

    /** What kind of trouble. */
    public Problem problem() {
        return problem;
    }

    /** The file. */
    public Path path() {
        return path;
    }
}
