package dev.wavry.spi.audio;

import dev.wavry.spi.lifecycle.AgentRole;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.lifecycle.RunsOn;
import java.util.List;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/** A service that plays sound, to people or as a microphone to the applications of this machine. */
@ConsumerType
public interface AudioSink {
    /** Kinds it can play to; immutable, any thread. */
    Set<AudioDevice.Kind> kinds();

    /** Where it can play now, best first; empty where it cannot, such as without a sound server. Returns within 2 s. */
    @RunsOn(AgentRole.OPENER)
    List<AudioDevice> devices();

    /**
     * Starts to play. A virtual microphone is made by this and removed by {@code close}; what a killed process left behind is
     * removed by the next.
     *
     * @throws CannotOpenException NOT_HERE if there is no sound server or no device of that name (with those that are): the core
     *     tries again from time to time
     */
    @RunsOn(AgentRole.OPENER)
    AudioPlayback open(AudioSelector selector, AudioSpec spec, AudioPlaybackContext context) throws CannotOpenException;
}
