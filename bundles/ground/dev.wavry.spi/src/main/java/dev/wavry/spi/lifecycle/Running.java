package dev.wavry.spi.lifecycle;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A handle: something opened that runs until it is closed. All methods but {@link #close} are called by the agents that the
 * handle's type names; every method returns within the time of one frame.
 */
@ConsumerType
public interface Running extends AutoCloseable {
    /**
     * One duty cycle on the handle's agent.
     *
     * @return how much was done; 0 if there was nothing to do
     */
    default int doWork() {
        return 0;
    }

    /** Take nothing new from now on; {@link #doWork} still brings out what is in flight. */
    default void beginDrain() {}

    /** True once everything in flight came out; the core, not the handle, keeps the deadline. */
    default boolean drained() {
        return true;
    }

    /** Idempotent; afterwards there is no callback, no frame held and no native memory left. Called on OPENER, never during another call. */
    @Override
    void close();
}
