package dev.wavry.spi.audio;

import dev.wavry.spi.lifecycle.AgentRole;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.lifecycle.RunsOn;
import dev.wavry.spi.lifecycle.StrategyContext;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** A service that plays sound. */
@ConsumerType
public interface AudioSink {
    /** Where it can play now, best first. */
    @RunsOn(AgentRole.OPENER)
    List<AudioDevice> devices();

    /**
     * Starts to play.
     *
     * @throws CannotOpenException if the device is gone or does not take the format
     */
    @RunsOn(AgentRole.OPENER)
    AudioPlayback open(AudioDevice device, AudioFormat format, StrategyContext context) throws CannotOpenException;
}
