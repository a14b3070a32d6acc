package dev.wavry.agent;

import org.osgi.annotation.versioning.ConsumerType;

/** Where an agent waits: a selector, a poll on file descriptors, or parking. */
@ConsumerType
public interface Sleep {
    /** Blocks the agent until something happened, {@link #wake} was called or the time is over. */
    void await(long maxNanos);

    /** Ends the current or next {@link #await} at once; any thread. */
    void wake();
}
