package dev.wavry.spi.media;

import org.osgi.annotation.versioning.ProviderType;

/** The one clock of a process: monotonic nanoseconds with an arbitrary zero. Safe from any thread. */
@ProviderType
@FunctionalInterface
public interface MediaClock {
    /** Now, in nanoseconds. */
    long nanoTime();
}
