package dev.wavry.rift.internal;

/**
 * Spreads packets over time: at most two packets or 500 us worth of data at once, because a longer burst overruns the buffers of switches
 * and a shorter one costs a wake-up each.
 */
final class Pacer {
    private static final long BURST_NANOS = Wire.MILLI / 2;

    private final int packetBytes;
    private long nanosPerKilobyte;
    private long burstNanos;
    /** The time at which everything sent so far has left at the pace. */
    private long clearAt = Long.MIN_VALUE / 2;

    private boolean blocked;

    Pacer(int kbps, int packetBytes) {
        this.packetBytes = packetBytes;
        pace(kbps);
    }

    void pace(int kbps) {
        nanosPerKilobyte = 8_000_000_000L / Math.max(1, kbps);
        burstNanos = Math.max(cost(2 * packetBytes), BURST_NANOS);
    }

    private long cost(int bytes) {
        return bytes * nanosPerKilobyte / 1000;
    }

    /** Once a burst is used up, waits for half of it, so that the caller wakes once a burst and not once a packet. */
    boolean maySend(long now) {
        blocked = clearAt - now >= (blocked ? burstNanos / 2 + 1 : burstNanos);
        return !blocked;
    }

    void sent(int bytes, long now) {
        clearAt = Math.max(clearAt, now) + cost(bytes);
    }

    /** When the next packet may go. */
    long nextAt() {
        return clearAt - burstNanos / 2;
    }
}
