package dev.wavry.api;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a host lets one client do.
 *
 * @param id the client's id
 * @param name what people call it; may be empty
 * @param rights what it may do
 * @param expires when it is let in no more, or null for never
 * @param networks networks it must come from such as {@code 192.168.0.0/16}; empty for anywhere
 */
public record ClientGrant(
        String id, String name, Set<Right> rights, @Nullable Instant expires, List<String> networks) {
    /** Copies what is mutable. */
    public ClientGrant {
        rights = Set.copyOf(rights);
        networks = List.copyOf(networks);
    }

    /** The usual rights for ever and from anywhere. */
    public static ClientGrant usual(String id, String name) {
        return new ClientGrant(id, name, Right.USUAL, null, List.of());
    }
}
