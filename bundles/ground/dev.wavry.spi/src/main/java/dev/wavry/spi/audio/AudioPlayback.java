package dev.wavry.spi.audio;

import dev.wavry.spi.lifecycle.AgentRole;
import dev.wavry.spi.lifecycle.Running;
import dev.wavry.spi.lifecycle.RunsOn;
import dev.wavry.spi.media.Offer;
import org.osgi.annotation.versioning.ConsumerType;

/** A running playback. */
@ConsumerType
public interface AudioPlayback extends Running {
    /** Queues a frame; takes the caller's count; DROPPED when more than 60 ms are queued. */
    @RunsOn(AgentRole.PRESENT)
    Offer play(AudioFrame frame);

    /** How much is queued, in samples per channel. */
    @RunsOn(AgentRole.PRESENT)
    int queued();
}
