package dev.wavry.core.trust;

import dev.wavry.api.Right;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What somebody may do now.
 *
 * @param rights empty if it is not let in
 * @param objection why it is not let in, for the host's own eyes; null if it is
 * @param refusal the kind of objection; null if it is let in
 * @param name what the host calls it; may be empty
 */
public record Ruling(
        Set<Right> rights,
        @Nullable String objection,
        @Nullable Refusal refusal,
        String name) {
    /** Of somebody without a name; an objection is that it is not known. */
    public Ruling(Set<Right> rights, @Nullable String objection) {
        this(rights, objection, objection == null ? null : Refusal.UNKNOWN_ID, "");
    }

    static Ruling no(Refusal refusal, String why) {
        return new Ruling(Set.of(), why, refusal, "");
    }

    /** Whether it is let in. */
    public boolean admits() {
        return objection == null;
    }
}
