package dev.wavry.spi.codec;

import dev.wavry.spi.lifecycle.AgentRole;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.lifecycle.RunsOn;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** A service that opens encoders. */
@ConsumerType
public interface VideoEncoderFactory {
    /**
     * What it can do here, best first. Any thread, immediate: what takes time to find out is measured in the background, and
     * the list may grow; the component then changes a service property so that the core asks again.
     */
    List<EncoderOffer> offers();

    /**
     * Opens one; may take 300 ms on hardware.
     *
     * @throws CannotOpenException if the specification is not one of the offers or the encoder refuses it
     */
    @RunsOn(AgentRole.OPENER)
    VideoEncoder open(EncoderSpec spec, EncoderContext context) throws CannotOpenException;
}
