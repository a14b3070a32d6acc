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
    /**
     * Encodes a picture; takes the caller's count, also when it throws. DROPPED when three are in flight. The first one becomes a key frame.
     *
     * <p>An encoder of parts keeps what it has no room for and brings its newest state out in {@link #doWork}; it is not
     * {@link #drained} before that. A picture that changed nothing gives no part.
     */
    @RunsOn(AgentRole.ENCODE)
    Offer encode(VideoFrame picture);

    /** The next picture becomes a key frame. */
    @RunsOn(AgentRole.ENCODE)
    void requestKeyFrame();

    /**
     * These coded frames (inclusive) did not arrive or could not be applied: refer to none of them from now on. An encoder of
     * parts sends what they carried again, as it is by then. Telling one twice, or one that arrived, does no harm.
     *
     * @param first number of a coded frame: they are counted from 1 in this handle, as the context's sink took them; one that the
     *     sink answered with DROPPED has no number
     * @param last at least {@code first}
     * @return false if it cannot; the core asks for a key frame instead
     */
    @RunsOn(AgentRole.ENCODE)
    boolean invalidate(long first, long last);

    /**
     * New bitrate and frame rate, live.
     *
     * @return false if it cannot; the core re-opens through a hand-over
     */
    @RunsOn(AgentRole.ENCODE)
    boolean retarget(RateTarget rate);
}
