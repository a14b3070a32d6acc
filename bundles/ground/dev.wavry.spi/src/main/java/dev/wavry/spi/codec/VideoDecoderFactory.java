package dev.wavry.spi.codec;

import dev.wavry.spi.lifecycle.AgentRole;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.lifecycle.RunsOn;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** A service that opens decoders. */
@ConsumerType
public interface VideoDecoderFactory {
    /** What it can decode here, best first; any thread, immediate. */
    List<DecoderOffer> offers();

    /**
     * Opens one.
     *
     * @throws CannotOpenException if the specification is not one of the offers or the decoder refuses it
     */
    @RunsOn(AgentRole.OPENER)
    VideoDecoder open(DecoderSpec spec, DecoderContext context) throws CannotOpenException;
}
