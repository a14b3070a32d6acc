package dev.wavry.launcher;

import java.nio.file.Path;

/** The user's own folder: {@code WAVRY_HOME}, else {@code wavry} in the user's configuration (XDG base directories). */
final class State {
    private State() {}

    static Path folder() {
        String own = System.getenv("WAVRY_HOME");
        if (own != null && !own.isBlank()) {
            return Path.of(own).toAbsolutePath();
        }
        String xdg = System.getenv("XDG_CONFIG_HOME");
        // The specification says that a relative path there is to be ignored.
        boolean absolute = xdg != null && xdg.startsWith("/");
        Path config = absolute ? Path.of(xdg) : Path.of(System.getProperty("user.home"), ".config");
        return config.resolve("wavry");
    }
}
