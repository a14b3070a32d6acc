package dev.wavry.spi.media;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Something counted: every holder has one count and gives it back exactly once. Safe from any thread.
 *
 * <p>At zero the memory goes home to whoever lent it; touching the object afterwards is a defect that the pool reports.
 */
@ProviderType
public interface Leased extends AutoCloseable {
    /** Takes one more count and answers this object. */
    Leased retain();

    /** Gives one count back; at zero the memory goes home. Never throws, never blocks. */
    @Override
    void close();
}
