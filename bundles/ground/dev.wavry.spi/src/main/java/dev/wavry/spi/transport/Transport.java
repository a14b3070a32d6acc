package dev.wavry.spi.transport;

import dev.wavry.spi.lifecycle.AgentRole;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.lifecycle.RunsOn;
import org.osgi.annotation.versioning.ConsumerType;

/** A service that opens carriers. */
@ConsumerType
public interface Transport {
    /** What it is like; any thread. */
    TransportTraits traits();

    /**
     * Opens one.
     *
     * @throws CannotOpenException if the address is in use, not local or not permitted
     */
    @RunsOn(AgentRole.OPENER)
    Carrier open(CarrierSpec spec, CarrierContext context) throws CannotOpenException;
}
