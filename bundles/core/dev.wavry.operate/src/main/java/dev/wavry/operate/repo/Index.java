package dev.wavry.operate.repo;

import java.util.List;

/**
 * What a repository has (OSGi Repository Service, 132.5).
 *
 * @param name what it calls itself
 * @param increment grows with every change; an older index is not taken after a newer one
 */
public record Index(String name, long increment, List<Entry> entries) {
    public Index {
        entries = List.copyOf(entries);
    }
}
