package dev.wavry.spi.health;

/**
 * Something worth telling, with the way out.
 *
 * @param level how bad
 * @param what what was seen
 * @param why the likely reason
 * @param fix what to do; must not be empty unless the level is {@code OK}
 */
public record Finding(Level level, String what, String why, String fix) {
    /** How bad a finding is. */
    public enum Level {
        /** As it should be. */
        OK,
        /** Works, but not as well as it could. */
        WARN,
        /** Does not work. */
        ERROR
    }

    public Finding {
        if (what.isBlank() || (level != Level.OK && fix.isBlank())) {
            throw new IllegalArgumentException("a finding says what was seen and, unless all is well, what to do");
        }
    }
}
