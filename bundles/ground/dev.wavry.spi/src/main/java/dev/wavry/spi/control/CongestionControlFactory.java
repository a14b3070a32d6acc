package dev.wavry.spi.control;

import dev.wavry.spi.lifecycle.AgentRole;
import dev.wavry.spi.lifecycle.RunsOn;
import dev.wavry.spi.lifecycle.StrategyContext;
import dev.wavry.spi.media.RateTarget;
import org.osgi.annotation.versioning.ConsumerType;

/** A service that opens congestion controllers, one per path. */
@ConsumerType
public interface CongestionControlFactory {
    /** Opens one that starts at {@code first} and never exceeds {@code limit}. */
    @RunsOn(AgentRole.OPENER)
    CongestionControl open(RateTarget first, RateTarget limit, StrategyContext context);
}
