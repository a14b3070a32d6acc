package dev.wavry.spi.lifecycle;

import dev.wavry.spi.health.Counters;
import dev.wavry.spi.media.MediaClock;
import org.osgi.annotation.versioning.ProviderType;

/** What every {@code open} is given; base of the typed contexts. */
@ProviderType
public interface StrategyContext {
    /** The clock of all times in frames. */
    MediaClock clock();

    /** Where the handle's counters live. */
    Counters counters();

    /** How the handle tells the core about itself. */
    StrategyEvents events();
}
