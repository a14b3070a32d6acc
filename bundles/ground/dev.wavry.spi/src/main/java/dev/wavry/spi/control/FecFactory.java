package dev.wavry.spi.control;

import org.osgi.annotation.versioning.ConsumerType;

/** A service that knows one scheme of forward error correction. */
@ConsumerType
public interface FecFactory {
    /** Name of the scheme, the same on both machines; any thread. */
    String scheme();

    /** Most source packets in a group; any thread. */
    int largestGroup();

    /** Makes one for the use of one agent; any thread. */
    FecScheme open();
}
