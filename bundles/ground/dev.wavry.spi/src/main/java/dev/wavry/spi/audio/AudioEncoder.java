package dev.wavry.spi.audio;

import dev.wavry.spi.lifecycle.AgentRole;
import dev.wavry.spi.lifecycle.Running;
import dev.wavry.spi.lifecycle.RunsOn;
import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ConsumerType;

/** A running encoder of sound. It answers each frame at once and keeps nothing of the caller's. */
@ConsumerType
public interface AudioEncoder extends Running {
    /** Answer of {@link #encode}: silence that goes on, the far side needs no packet for it. */
    int NOTHING_TO_SEND = 0;

    /** Answer of {@link #encode}: it failed and said so to its context's events; hand over. */
    int FAILED = -1;

    /**
     * Encodes one frame.
     *
     * @param samples direct and little-endian; exactly one frame from position to limit, position unchanged
     * @param packet direct; the packet is written from the position on, at most {@code mostPacketBytes}; position and limit unchanged
     * @return bytes of the packet, {@link #NOTHING_TO_SEND} or {@link #FAILED}
     */
    @RunsOn(AgentRole.AUDIO_CAPTURE)
    int encode(ByteBuffer samples, ByteBuffer packet);

    /**
     * A new bitrate, live and without a click.
     *
     * @param lossPercent how many of 100 packets get lost beyond repair, 0 to 100, so that it can rely less on earlier ones
     * @return false if it cannot; the core re-opens through a hand-over
     */
    @RunsOn(AgentRole.AUDIO_CAPTURE)
    boolean retarget(int bitsPerSecond, int lossPercent);

    /** By how many samples per channel what is decoded lags behind what was encoded. */
    @RunsOn(AgentRole.AUDIO_CAPTURE)
    int delaySamples();
}
