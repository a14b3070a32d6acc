package dev.wavry.rift;

import org.osgi.annotation.versioning.ProviderType;

/** Counters and figures of a connection at one moment; mutable and reused, see {@link RiftConnection#stats}. Not thread-safe. */
@ProviderType
public final class RiftStats {
    private final long[] counters = new long[RiftCounter.values().length];
    private long rttNanos;
    private long minRttNanos;
    private long jitterNanos;
    private long clockOffsetNanos;

    /** A counter. */
    public long get(RiftCounter counter) {
        return counters[counter.ordinal()];
    }

    /** Sets a counter. */
    public RiftStats set(RiftCounter counter, long value) {
        counters[counter.ordinal()] = value;
        return this;
    }

    /** Sets the figures. */
    public RiftStats figures(long rtt, long minRtt, long jitter, long clockOffset) {
        rttNanos = rtt;
        minRttNanos = minRtt;
        jitterNanos = jitter;
        clockOffsetNanos = clockOffset;
        return this;
    }

    /** Smoothed round-trip time, 0 before the first. */
    public long rttNanos() {
        return rttNanos;
    }

    /** Least round-trip time of the last minute, 0 before the first. */
    public long minRttNanos() {
        return minRttNanos;
    }

    /** Smoothed change of the transit time from packet to packet (RFC 3550, 6.4.1). */
    public long jitterNanos() {
        return jitterNanos;
    }

    /** Peer's clock minus ours, 0 before it is known. */
    public long clockOffsetNanos() {
        return clockOffsetNanos;
    }
}
