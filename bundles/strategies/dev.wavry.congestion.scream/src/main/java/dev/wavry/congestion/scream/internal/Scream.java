package dev.wavry.congestion.scream.internal;

import dev.wavry.spi.control.CongestionControl;
import dev.wavry.spi.control.Feedback;
import dev.wavry.spi.health.Counter;
import dev.wavry.spi.health.Counters;
import dev.wavry.spi.media.RateTarget;

/**
 * The window and the rate of RFC 8298, with its numbers where it gives them. Two things are told otherwise here: what is in flight is
 * known as what was reported, and the ramp-up is a share of the rate where that is more than 200 kbit/s in a second, as in the
 * authors' later code.
 */
final class Scream implements CongestionControl {
    private static final double QUEUE_TARGET_NANOS = 60e6;
    private static final double TREND_LIMIT = 0.2;
    private static final double BETA_LOSS = 0.8;
    private static final double BETA_RATE = 0.9;
    private static final double GAIN = 1.0;
    private static final int SEGMENT_BYTES = 1200;
    private static final int LEAST_WINDOW_BYTES = 3000;
    private static final double RAMP_UP_KBPS = 200;
    private static final double RAMP_UP_SHARE = 0.5;
    private static final double HEAD_ROOM = 1.1;
    private static final double PRE_CONGESTION_GUARD = 0.1;
    private static final long RESUME_NANOS = 5_000_000_000L;
    private static final long SILENCE_NANOS = 250_000_000L;
    private static final int FLOOR_KBPS = 150;

    private final RateTarget most;
    private final Counter events;
    private final QueueDelay delay = new QueueDelay(QUEUE_TARGET_NANOS);
    private boolean fastStart = true;
    private double windowBytes;
    private double kbps;
    private long rttNanos = 100_000_000;
    private long lossAt = Long.MIN_VALUE / 2;
    private long calmSince;
    private long adjustedAt = Long.MIN_VALUE / 2;
    private long heardAt = Long.MIN_VALUE;
    private RateTarget target;

    Scream(RateTarget first, RateTarget limit, Counters counters) {
        most = limit;
        kbps = Math.min(first.bitrateKbps(), limit.bitrateKbps());
        windowBytes = kbps * 125 * rttNanos / 1e9;
        events = counters.counter("scream.lossEvents", "times the window fell because of losses");
        target = new RateTarget((int) kbps, limit.framesPerSecond());
    }

    @Override
    public void onFeedback(Feedback report, long nowNanos) {
        heardAt = nowNanos;
        rttNanos = Math.max(1_000_000, report.rttNanos());
        long acknowledged = 0;
        boolean lost = false;
        for (int i = 0; i < report.count(); i++) {
            long at = report.arrivedNanos(i);
            lost |= at == Long.MIN_VALUE;
            acknowledged += at == Long.MIN_VALUE ? 0 : report.bytes(i);
            if (at != Long.MIN_VALUE && at != Feedback.SOMETIME) {
                delay.add(at - report.sentNanos(i), nowNanos);
            }
        }
        if (lost && nowNanos - lossAt > rttNanos) {
            loss(nowNanos);
        }
        window(acknowledged, nowNanos);
        rate(nowNanos);
    }

    private void loss(long now) {
        lossAt = now;
        fastStart = false;
        calmSince = now;
        windowBytes *= BETA_LOSS;
        kbps *= BETA_RATE;
        events.add(1);
    }

    /** RFC 8298, 4.1.2.2. */
    private void window(long acknowledged, long now) {
        boolean congested = delay.trend() >= TREND_LIMIT;
        if (congested) {
            fastStart = false;
            calmSince = now;
        } else if (now - calmSince > RESUME_NANOS) {
            fastStart = true;
        }
        double offTarget = 1 - delay.fraction();
        if (fastStart && offTarget > 0) {
            windowBytes += acknowledged;
        } else {
            double step = GAIN * Math.max(-1, offTarget) * acknowledged * SEGMENT_BYTES / windowBytes;
            windowBytes += offTarget < 0 ? 2 * step : step;
        }
        // Not more than is used, with some room: a window that nobody fills says nothing.
        double used = Math.max(kbps, 2 * FLOOR_KBPS) * 125 * rttNanos / 1e9;
        double room = HEAD_ROOM + 1;
        windowBytes = Math.max(LEAST_WINDOW_BYTES, Math.min(windowBytes, used * room + 4 * SEGMENT_BYTES));
    }

    /** RFC 8298, 4.1.3: up as the trend lets, never above what the window carries. */
    private void rate(long now) {
        double seconds = Math.min(0.1, (now - adjustedAt) / 1e9);
        adjustedAt = now;
        double up = Math.max(RAMP_UP_KBPS, RAMP_UP_SHARE * kbps);
        double calm = 1 - Math.min(1, delay.trend() / TREND_LIMIT);
        if (delay.fraction() < 1) {
            kbps += seconds * up * calm * (fastStart ? 1 : 0.5);
        } else {
            kbps *= 1 - seconds * Math.min(4, delay.fraction()) * 0.5;
        }
        double carried = windowBytes / 125 / (rttNanos / 1e9) * (1 - PRE_CONGESTION_GUARD * delay.trend());
        conclude(Math.min(kbps, carried));
    }

    private void conclude(double wanted) {
        kbps = Math.max(FLOOR_KBPS, Math.min(most.bitrateKbps(), wanted));
        if ((int) kbps != target.bitrateKbps()) {
            target = new RateTarget((int) kbps, most.framesPerSecond());
        }
    }

    @Override
    public void onTimer(long nowNanos) {
        if (heardAt != Long.MIN_VALUE && nowNanos - heardAt > SILENCE_NANOS + 2 * rttNanos) {
            heardAt = nowNanos;
            loss(nowNanos);
            conclude(kbps / 2);
        }
    }

    @Override
    public RateTarget target() {
        return target;
    }

    /** Half as fast again as the rate, as the RFC paces (4.1.2.4). */
    @Override
    public int paceKbps() {
        return target.bitrateKbps() * 3 / 2;
    }

    @Override
    public void close() {}
}
