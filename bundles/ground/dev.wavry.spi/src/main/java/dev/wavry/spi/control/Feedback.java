package dev.wavry.spi.control;

import org.osgi.annotation.versioning.ProviderType;

/** What the far side reported about the packets it got; valid during the call only. */
@ProviderType
public interface Feedback {
    /** How many packets this report speaks of. */
    int count();

    /** Bytes of packet {@code index}. */
    int bytes(int index);

    /** When packet {@code index} was sent, nanoseconds of our media clock. */
    long sentNanos(int index);

    /** When it arrived, nanoseconds of the far side's clock; {@link Long#MIN_VALUE} if it was lost. */
    long arrivedNanos(int index);

    /** Smoothed round-trip time in nanoseconds. */
    long rttNanos();
}
