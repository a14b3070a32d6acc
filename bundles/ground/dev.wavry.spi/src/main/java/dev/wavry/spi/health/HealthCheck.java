package dev.wavry.spi.health;

import dev.wavry.spi.lifecycle.AgentRole;
import dev.wavry.spi.lifecycle.RunsOn;
import org.osgi.annotation.versioning.ConsumerType;

/** A service that looks at one thing and says how it is. */
@ConsumerType
public interface HealthCheck {
    /** What is looked at, in a few words; any thread. */
    String subject();

    /** Looks; returns within 2 s. */
    @RunsOn(AgentRole.OPENER)
    Finding check();
}
