package dev.wavry.spi.audio;

import dev.wavry.spi.lifecycle.AgentRole;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.lifecycle.RunsOn;
import dev.wavry.spi.lifecycle.StrategyContext;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** A service that opens encoders of sound. */
@ConsumerType
public interface AudioEncoderFactory {
    /** What it can do here, best first; empty if what it needs is not here. Any thread, immediate. */
    List<AudioCodecOffer> offers();

    /**
     * Opens one.
     *
     * @throws CannotOpenException if the specification is not one of the offers or the encoder refuses it
     */
    @RunsOn(AgentRole.OPENER)
    AudioEncoder open(AudioCodecSpec spec, StrategyContext context) throws CannotOpenException;
}
