package dev.wavry.spi.nat;

import dev.wavry.spi.lifecycle.AgentRole;
import dev.wavry.spi.lifecycle.Running;
import dev.wavry.spi.lifecycle.RunsOn;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** A running search; kept open while a path uses what it found, because that holds the mapping alive. */
@ConsumerType
public interface Gathering extends Running {
    /** True once nothing more will be found. */
    @RunsOn(AgentRole.RECEIVE)
    boolean complete();

    /** Why nothing was found, in words; empty while it is not complete or if something was found. */
    @RunsOn(AgentRole.RECEIVE)
    Optional<String> refusal();
}
