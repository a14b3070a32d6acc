package dev.wavry.spi.control;

import dev.wavry.spi.lifecycle.AgentRole;
import dev.wavry.spi.lifecycle.Running;
import dev.wavry.spi.lifecycle.RunsOn;
import dev.wavry.spi.media.RateTarget;
import org.osgi.annotation.versioning.ConsumerType;

/** Decides from feedback how much may be sent. */
@ConsumerType
public interface CongestionControl extends Running {
    /** Something was reported. */
    @RunsOn(AgentRole.RECEIVE)
    void onFeedback(Feedback report, long nowNanos);

    /** Called at least every 25 ms. */
    @RunsOn(AgentRole.RECEIVE)
    void onTimer(long nowNanos);

    /** The current decision. */
    @RunsOn(AgentRole.RECEIVE)
    RateTarget target();
}
