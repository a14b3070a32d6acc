package dev.wavry.spi.control;

import org.osgi.annotation.versioning.ProviderType;

/** What the far side reported about the packets it got; valid during the call only. */
@ProviderType
public interface Feedback {
    /** Arrival of a packet that came at a time nobody knows any more. */
    long SOMETIME = Long.MAX_VALUE;

    /** How many packets this report speaks of, in the order they were sent; each packet is told of once, or lost and later come. */
    int count();

    /** Bytes of packet {@code index}. */
    int bytes(int index);

    /** When packet {@code index} was sent, nanoseconds of our media clock. */
    long sentNanos(int index);

    /** When it arrived, nanoseconds of the far side's clock; {@link Long#MIN_VALUE} if it was lost, {@link #SOMETIME} if it came. */
    long arrivedNanos(int index);

    /** Smoothed round-trip time in nanoseconds. */
    long rttNanos();
}
