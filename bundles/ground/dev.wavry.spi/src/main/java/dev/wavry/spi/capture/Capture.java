package dev.wavry.spi.capture;

import dev.wavry.spi.lifecycle.AgentRole;
import dev.wavry.spi.lifecycle.Awaitable;
import dev.wavry.spi.lifecycle.Running;
import dev.wavry.spi.lifecycle.RunsOn;
import dev.wavry.spi.media.Region;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A running capture. {@link #doWork} looks for changes and offers at most one picture; {@link #await} sleeps until something
 * changed. Nothing is offered while nothing changes.
 */
@ConsumerType
public interface Capture extends Running, Awaitable {
    /** New wishes, live. */
    @RunsOn(AgentRole.CAPTURE)
    void adjust(CaptureSettings wish);

    /**
     * The next {@link #doWork} offers a picture whose damage covers at least this part, changed or not and without waiting for
     * the frame-rate cap; the region is copied. Never called inside the sink's offer. Used for key frames, hand-overs and to refine a picture that stopped moving.
     */
    @RunsOn(AgentRole.CAPTURE)
    void refresh(Region part);
}
