package dev.wavry.spi.audio;

import dev.wavry.spi.lifecycle.AgentRole;
import dev.wavry.spi.lifecycle.Running;
import dev.wavry.spi.lifecycle.RunsOn;
import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ConsumerType;

/** A running decoder of sound. Packets come in the order of their frames; each frame is either decoded or concealed. */
@ConsumerType
public interface AudioDecoder extends Running {
    /**
     * Decodes one packet.
     *
     * @param packet direct; hostile bytes from position to limit, position unchanged
     * @param samples direct and little-endian with room for one frame; written from the position on, position unchanged
     * @return false if it is not a packet of this codec, format and frame length: nothing was written, conceal instead
     */
    @RunsOn(AgentRole.AUDIO_PLAY)
    boolean decode(ByteBuffer packet, ByteBuffer samples);

    /**
     * Makes up one frame for a packet that is not there, which fades to silence within 200 ms when called again and again. Never fails.
     *
     * @param samples as for {@link #decode}
     */
    @RunsOn(AgentRole.AUDIO_PLAY)
    void conceal(ByteBuffer samples);
}
