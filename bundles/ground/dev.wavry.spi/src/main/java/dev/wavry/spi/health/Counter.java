package dev.wavry.spi.health;

import org.osgi.annotation.versioning.ProviderType;

/** A number that one thread writes and anybody reads; wait-free. */
@ProviderType
public interface Counter {
    /** Adds to it; by its one writer only. */
    void add(long amount);

    /** Reads it; any thread, possibly a moment late. */
    long get();
}
