package dev.wavry.spi.audio;

import dev.wavry.spi.lifecycle.AgentRole;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.lifecycle.RunsOn;
import java.util.List;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/** A service that captures sound. */
@ConsumerType
public interface AudioSource {
    /** What can be captured now, best first. */
    @RunsOn(AgentRole.OPENER)
    List<AudioDevice> devices();

    /** What a device can give. */
    @RunsOn(AgentRole.OPENER)
    Set<AudioFormat> formats(AudioDevice device);

    /**
     * Starts to capture.
     *
     * @throws CannotOpenException if the device is gone or not permitted
     */
    @RunsOn(AgentRole.OPENER)
    AudioCapture open(AudioDevice device, AudioFormat format, AudioContext context) throws CannotOpenException;
}
