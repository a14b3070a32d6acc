package dev.wavry.codec.tiles.internal;

import dev.wavry.spi.media.RateTarget;
import java.util.concurrent.TimeUnit;

/** How many bytes may go now, so that the target rate holds over a tenth of a second. One thread. */
final class TokenBucket {
    /** What a still desktop may send at once: a window that opens goes out whole, and a queue of it is short. */
    private static final long BURST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final long LEAST_BURST_BYTES = 48 << 10;
    private static final double BITS_PER_KBIT = 1000;
    private static final double NANOS_PER_SECOND = 1e9;

    private double bytesPerNano;
    private double burst;
    private double bytes;
    private long lastNanos;

    TokenBucket(RateTarget rate, long nowNanos) {
        retarget(rate);
        bytes = burst;
        lastNanos = nowNanos;
    }

    void retarget(RateTarget rate) {
        bytesPerNano = rate.bitrateKbps() * BITS_PER_KBIT / Byte.SIZE / NANOS_PER_SECOND;
        burst = Math.max(LEAST_BURST_BYTES, bytesPerNano * BURST_NANOS);
        bytes = Math.min(bytes, burst);
    }

    /** True if something may go; what goes may be larger than what is left, and the next waits for it. */
    boolean mayGo(long nowNanos) {
        long passed = nowNanos - lastNanos;
        if (passed > 0) {
            bytes = Math.min(burst, bytes + passed * bytesPerNano);
            lastNanos = nowNanos;
        }
        return bytes > 0;
    }

    /** True if something small may go now at the cost of what goes later: somebody types while a film takes all there is. */
    boolean mayGoFirst(long nowNanos) {
        return mayGo(nowNanos) || bytes > -burst / 2;
    }

    void take(int went) {
        bytes -= went;
    }

    /** How many bytes can go within some time from now. */
    double within(long nanos) {
        return bytes + nanos * bytesPerNano;
    }
}
