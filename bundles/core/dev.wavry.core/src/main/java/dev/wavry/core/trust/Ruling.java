package dev.wavry.core.trust;

import dev.wavry.api.Right;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What somebody may do now.
 *
 * @param rights empty if it is not let in
 * @param objection why it is not let in, for the host's own eyes; null if it is
 */
public record Ruling(Set<Right> rights, @Nullable String objection) {
    static Ruling no(String why) {
        return new Ruling(Set.of(), why);
    }

    /** Whether it is let in. */
    public boolean admits() {
        return objection == null;
    }
}
