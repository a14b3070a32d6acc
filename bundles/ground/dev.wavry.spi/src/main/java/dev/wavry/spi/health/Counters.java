package dev.wavry.spi.health;

import org.osgi.annotation.versioning.ProviderType;

/** Makes counters with a meaning. */
@ProviderType
@FunctionalInterface
public interface Counters {
    /**
     * The counter of that name in this handle's scope; the same object for the same name. Call at open, not per frame.
     *
     * @param name lower-case words with dots
     * @param meaning one sentence
     */
    Counter counter(String name, String meaning);
}
