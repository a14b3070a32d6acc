package dev.wavry.spi.codec;

import dev.wavry.spi.lifecycle.AgentRole;
import dev.wavry.spi.lifecycle.Running;
import dev.wavry.spi.lifecycle.RunsOn;
import dev.wavry.spi.media.CodedFrame;
import org.osgi.annotation.versioning.ConsumerType;

/** A running decoder; pictures go to its context's sink, inside {@link #decode} or later from {@link #doWork}. */
@ConsumerType
public interface VideoDecoder extends Running {
    /**
     * Decodes a frame; takes the caller's count, also when it throws. Hostile bytes are answered with NEED_KEY_FRAME, never with a crash or with a
     * write outside the picture. Parts may come in any order and more than once; an old one never changes what is newer. The
     * first picture comes out once all of it is known.
     */
    @RunsOn(AgentRole.DECODE)
    Decoded decode(CodedFrame frame);
}
