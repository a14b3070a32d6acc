package dev.wavry.shell.internal;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What names of displays mean. */
final class Screens {
    private static final Pattern X_DISPLAY = Pattern.compile("([\\w.-]*:\\d+(?:\\.\\d+)?)(?:/.*)?");

    private Screens() {}

    /** Whether this environment has somewhere to open a window; systems other than Linux always have. */
    static boolean windowPossible(Map<String, String> environment) {
        boolean linux =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("linux");
        return !linux
                || !environment.getOrDefault("DISPLAY", "").isBlank()
                || !environment.getOrDefault("WAYLAND_DISPLAY", "").isBlank();
    }

    /** The X display in names such as {@code :3} and {@code :3/DP-1}; empty for other names. */
    static Optional<String> xDisplay(String display) {
        Matcher parts = X_DISPLAY.matcher(display);
        return parts.matches() ? Optional.of(parts.group(1)) : Optional.empty();
    }
}
