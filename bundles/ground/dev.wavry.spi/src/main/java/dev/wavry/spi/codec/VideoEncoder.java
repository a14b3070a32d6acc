package dev.wavry.spi.codec;

import dev.wavry.spi.lifecycle.AgentRole;
import dev.wavry.spi.lifecycle.Running;
import dev.wavry.spi.lifecycle.RunsOn;
import dev.wavry.spi.media.Offer;
import dev.wavry.spi.media.RateTarget;
import dev.wavry.spi.media.VideoFrame;
import org.osgi.annotation.versioning.ConsumerType;

/** A running encoder; coded frames go to its context's sink, inside {@link #encode} or later from {@link #doWork}. */
@ConsumerType
public interface VideoEncoder extends Running {
    /** Encodes a picture; takes the caller's count. DROPPED when three are in flight. The first one becomes a key frame. */
    @RunsOn(AgentRole.ENCODE)
    Offer encode(VideoFrame picture);

    /** The next picture becomes a key frame. */
    @RunsOn(AgentRole.ENCODE)
    void requestKeyFrame();

    /**
     * Frames of these sequences (inclusive) did not arrive: refer to none of them from now on.
     *
     * @return false if it cannot; the core asks for a key frame instead
     */
    @RunsOn(AgentRole.ENCODE)
    boolean invalidate(long firstSequence, long lastSequence);

    /**
     * New bitrate and frame rate, live.
     *
     * @return false if it cannot; the core re-opens through a hand-over
     */
    @RunsOn(AgentRole.ENCODE)
    boolean retarget(RateTarget rate);
}
