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

    /** Called at least every 25 ms while something that was sent is not reported yet. */
    @RunsOn(AgentRole.RECEIVE)
    void onTimer(long nowNanos);

    /** The current decision: all that may be sent, with what repairs and protects it. */
    @RunsOn(AgentRole.RECEIVE)
    RateTarget target();

    /** How fast the packets of one frame may follow each other, in kbit/s; at least the target. */
    @RunsOn(AgentRole.RECEIVE)
    default int paceKbps() {
        return 2 * target().bitrateKbps();
    }

    /** Bytes that may leave before the first report comes. */
    @RunsOn(AgentRole.OPENER)
    default int firstBytes() {
        return 64_000;
    }
}
