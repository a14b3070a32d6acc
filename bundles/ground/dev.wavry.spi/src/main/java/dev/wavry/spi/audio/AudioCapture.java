package dev.wavry.spi.audio;

import dev.wavry.spi.lifecycle.AgentRole;
import dev.wavry.spi.lifecycle.Running;
import dev.wavry.spi.lifecycle.RunsOn;
import org.osgi.annotation.versioning.ConsumerType;

/** A running capture of sound. */
@ConsumerType
public interface AudioCapture extends Running {
    /** Gives silence instead of sound while true. */
    @RunsOn(AgentRole.CONTROL)
    void mute(boolean silent);
}
