package dev.wavry.transport.loopback.internal;

/**
 * What happens to datagrams on the way, per direction.
 *
 * @param lossPercent lost, 0 to 100
 * @param delayNanos one-way delay
 * @param jitterNanos up to this much more, evenly; keeps the order
 * @param reorderPercent held back, so that later ones overtake, 0 to 100
 * @param reorderNanos for how long
 * @param duplicatePercent arrive twice, 0 to 100
 * @param rateKbps bottleneck in 1000 bits per second; 0 means none
 * @param queueNanos longest wait before the bottleneck; what would wait longer is lost
 */
record Impairment(
        double lossPercent,
        long delayNanos,
        long jitterNanos,
        double reorderPercent,
        long reorderNanos,
        double duplicatePercent,
        int rateKbps,
        long queueNanos) {
    static final Impairment NONE = new Impairment(0, 0, 0, 0, 0, 0, 0, Long.MAX_VALUE);

    private static final long NANOS_PER_MICRO = 1000;

    Impairment {
        percent("loss", lossPercent);
        percent("reordering", reorderPercent);
        percent("duplicates", duplicatePercent);
        if (delayNanos < 0 || jitterNanos < 0 || reorderNanos < 0 || rateKbps < 0 || queueNanos < 0) {
            throw new IllegalArgumentException("loopback wire: delays, rate and queue must not be negative");
        }
    }

    static Impairment of(LoopbackSettings settings) {
        return new Impairment(
                settings.lossPercent(),
                settings.delayMicros() * NANOS_PER_MICRO,
                settings.jitterMicros() * NANOS_PER_MICRO,
                settings.reorderPercent(),
                settings.reorderMicros() * NANOS_PER_MICRO,
                settings.duplicatePercent(),
                settings.rateKbps(),
                settings.queueMicros() * NANOS_PER_MICRO);
    }

    Impairment loss(double percent) {
        return new Impairment(
                percent, delayNanos, jitterNanos, reorderPercent, reorderNanos, duplicatePercent, rateKbps, queueNanos);
    }

    Impairment delay(long nanos, long jitter) {
        return new Impairment(
                lossPercent, nanos, jitter, reorderPercent, reorderNanos, duplicatePercent, rateKbps, queueNanos);
    }

    Impairment reorder(double percent, long nanos) {
        return new Impairment(
                lossPercent, delayNanos, jitterNanos, percent, nanos, duplicatePercent, rateKbps, queueNanos);
    }

    Impairment duplicates(double percent) {
        return new Impairment(
                lossPercent, delayNanos, jitterNanos, reorderPercent, reorderNanos, percent, rateKbps, queueNanos);
    }

    Impairment rate(int kbps, long queue) {
        return new Impairment(
                lossPercent, delayNanos, jitterNanos, reorderPercent, reorderNanos, duplicatePercent, kbps, queue);
    }

    private static void percent(String what, double value) {
        if (!(value >= 0 && value <= 100)) {
            throw new IllegalArgumentException("loopback wire: " + what + " of " + value + " % is outside 0 to 100");
        }
    }
}
