package dev.wavry.spi.nat;

import dev.wavry.spi.lifecycle.AgentRole;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.lifecycle.RunsOn;
import org.osgi.annotation.versioning.ConsumerType;

/** A service that finds candidates. */
@ConsumerType
public interface NatStrategy {
    /** What its candidates cost; any thread. */
    NatCost cost();

    /**
     * Starts to gather for a carrier's own port.
     *
     * @throws CannotOpenException if the network lacks what the strategy needs, or the spec names no server for it
     */
    @RunsOn({AgentRole.OPENER, AgentRole.RECEIVE})
    Gathering gather(GatherSpec spec, GatherContext context) throws CannotOpenException;
}
