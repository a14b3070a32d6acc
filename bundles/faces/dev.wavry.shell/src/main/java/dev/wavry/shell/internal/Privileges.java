package dev.wavry.shell.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Whether this process may do more than a host needs. */
final class Privileges {
    private static final Path SELF = Path.of("/proc/self");

    private Privileges() {}

    /** What to tell the person who starts a host as root; empty for everybody else, and where the system does not say. */
    static Optional<String> warning() {
        return warning(SELF);
    }

    static Optional<String> warning(Path self) {
        try {
            return warning((Integer) Files.getAttribute(self, "unix:uid"));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }

    static Optional<String> warning(int user) {
        return user == 0
                ? Optional.of("This host runs as root, so a defect in it would give away the whole machine; "
                        + "run it as the user whose screen it shares.")
                : Optional.empty();
    }
}
