package dev.wavry.agent;

import org.osgi.annotation.versioning.ConsumerType;

/** What an agent does again and again; all methods run on the agent's thread. */
@ConsumerType
public interface Duty {
    /**
     * Does what there is to do now, and returns within the time of one frame.
     *
     * @return how much was done; 0 lets the agent sleep
     */
    int doWork(long nowNanos);

    /** When {@link #doWork} wants to be called even if nothing happens, in the agent's clock; {@link Long#MAX_VALUE} for never. */
    default long nextDeadlineNanos() {
        return Long.MAX_VALUE;
    }

    /** Called once at the end, also after a failure. */
    default void stopped() {}
}
