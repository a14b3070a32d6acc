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
    /** Kinds it can capture; immutable, any thread. */
    Set<AudioDevice.Kind> kinds();

    /** What can be captured now, best first; empty where nothing can, such as without a sound server. Returns within 2 s. */
    @RunsOn(AgentRole.OPENER)
    List<AudioDevice> devices();

    /**
     * Starts to capture. An application that is not there yet is waited for, with a finding that lists those that are.
     *
     * @throws CannotOpenException NOT_HERE if there is no sound server or no device of that name (with those that are): the core
     *     tries again from time to time
     */
    @RunsOn(AgentRole.OPENER)
    AudioCapture open(AudioSelector selector, AudioSpec spec, AudioCaptureContext context) throws CannotOpenException;
}
