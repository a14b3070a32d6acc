package dev.wavry.spi.nat;

import dev.wavry.spi.lifecycle.AgentRole;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.lifecycle.RunsOn;
import dev.wavry.spi.lifecycle.StrategyContext;
import dev.wavry.spi.transport.Carrier;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ConsumerType;

/** A service that finds candidates. */
@ConsumerType
public interface NatStrategy {
    /** What its candidates cost; any thread. */
    NatCost cost();

    /**
     * Starts to gather for a carrier's own port.
     *
     * @param found called on RECEIVE with each candidate as it is found
     * @throws CannotOpenException if the network lacks what the strategy needs
     */
    @RunsOn(AgentRole.OPENER)
    Gathering gather(Carrier carrier, Consumer<Candidate> found, StrategyContext context) throws CannotOpenException;
}
