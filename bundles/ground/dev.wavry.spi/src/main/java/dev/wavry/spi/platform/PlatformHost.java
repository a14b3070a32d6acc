package dev.wavry.spi.platform;

import dev.wavry.spi.lifecycle.AgentRole;
import dev.wavry.spi.lifecycle.RunsOn;
import org.osgi.annotation.versioning.ConsumerType;

/** A service that knows the operating system. */
@ConsumerType
public interface PlatformHost {
    /** What this machine is. */
    @RunsOn(AgentRole.OPENER)
    PlatformFacts facts();

    /** Whether something is allowed. */
    @RunsOn(AgentRole.OPENER)
    PermissionState permission(Permission permission);

    /** Lets the system ask its user; the answer comes later. */
    @RunsOn(AgentRole.OPENER)
    void request(Permission permission);

    /** Raises the calling thread to what its role deserves; false if that is not allowed. Called on the agent's own thread. */
    boolean promote(AgentRole role);

    /** Keeps the machine and its screen awake until closed. */
    @RunsOn(AgentRole.OPENER)
    AutoCloseable keepAwake(String why);
}
