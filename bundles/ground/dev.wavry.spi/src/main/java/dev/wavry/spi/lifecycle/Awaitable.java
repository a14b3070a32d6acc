package dev.wavry.spi.lifecycle;

import org.osgi.annotation.versioning.ConsumerType;

/** A handle that can put its agent to sleep until the operating system has something for it. */
@ConsumerType
public interface Awaitable {
    /** Blocks the handle's own agent until there is something for {@code doWork}, {@link #wake} was called or the time is over. */
    void await(long maxNanos);

    /** Ends the current or the next {@link #await} at once. Any thread, never blocks. */
    void wake();
}
