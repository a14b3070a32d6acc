package dev.wavry.spi.transport;

import dev.wavry.spi.lifecycle.StrategyContext;
import org.osgi.annotation.versioning.ProviderType;

/** What a carrier is given. */
@ProviderType
public interface CarrierContext extends StrategyContext {
    /** Takes arrivals. */
    DatagramSink sink();
}
