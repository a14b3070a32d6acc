package dev.wavry.congestion.delta.internal;

import dev.wavry.spi.control.CongestionControl;
import dev.wavry.spi.control.Feedback;
import dev.wavry.spi.health.Counter;
import dev.wavry.spi.health.Counters;
import dev.wavry.spi.media.RateTarget;

/**
 * The decision: grows towards what trains of packets show while the queue is short, falls below what arrives as soon as a queue
 * stands, and holds its own against traffic that keeps the queue full.
 */
final class Delta implements CongestionControl {
    private static final long MILLI = 1_000_000;

    /** A queue shorter than this is none: frames come in bursts. */
    private static final long EMPTY_NANOS = 5 * MILLI;

    private static final long WINDOW_NANOS = 60 * MILLI;

    private static final long LATEST_NANOS = 40 * MILLI;

    /** On a path this fast a machine that stands still for a moment looks like a queue, so it is watched for longer. */
    private static final int OPEN_KBPS = 150_000;

    private static final int FASTEST_KBPS = 500_000;
    private static final long OPEN_WINDOW_NANOS = 150 * MILLI;
    private static final int LEAST_PACKETS = 4;

    /** Without a report for so long and two round trips, half the rate is tried. */
    private static final long SILENCE_NANOS = 250 * MILLI;

    /** Beside a rival: so many packets more per round trip in each round trip, and this share after a loss. */
    private static final double RIVAL_PACKETS = 2;

    private static final double RIVAL_BACK_OFF = 0.8;

    /** CUBIC grows by time and not by round trips where those are long; kbit/s in each second. */
    private static final double RIVAL_LEAST = 5_000;

    private static final double PACKET_KILOBITS = 9.6;

    /** Less than this, or than this share of the most, is little for all frames. */
    private static final double FEW_KBPS = 2_000;

    private static final double FEW_SHARE = 0.2;
    private static final double BACK_AT = 1.25;

    private static final long NEVER = Long.MIN_VALUE / 2;
    private static final long LOCAL_RTT_NANOS = 3 * MILLI;

    /** Bursts leave so much faster than any did before; on a local network, where a slow one was a busy machine, much faster. */
    private static final double REACH = 1.5;

    private static final double LOCAL_REACH = 4;

    /** A queue is to be gone within this time. */
    private static final double DRAIN_NANOS = 300e6;

    private final Limits limits;
    private final RateTarget most;
    private final Counter backOffs;
    private final Counter rivalries;
    private final Delays delays = new Delays();
    private final Delays latest = new Delays();
    private final Flow sent = new Flow();
    private final Flow arrived = new Flow();
    private final Trains trains = new Trains();
    private final Losses losses = new Losses();
    private final Rival rival = new Rival();
    private double kbps;
    /** What arrived when it last gave way; near it growth is slow. */
    private double ceilingKbps = Double.MAX_VALUE;

    private long backedOffAt = NEVER;
    private long decidedAt = Long.MIN_VALUE / 2;
    private long lastSentAt;
    private long rttNanos;
    private long heardAt = Long.MIN_VALUE;
    /** Quarters of the frames that are left out. */
    private int skips;

    private RateTarget target;
    private int paceKbps;

    Delta(RateTarget first, RateTarget limit, Limits limits, Counters counters) {
        this.limits = limits;
        this.most = limit;
        this.kbps = Math.min(first.bitrateKbps(), limit.bitrateKbps());
        this.backOffs = counters.counter("delta.backoffs", "times the rate fell because of a queue or losses");
        this.rivalries = counters.counter("delta.rivalries", "times other traffic was found to keep the queue full");
        this.target = new RateTarget((int) kbps, limit.framesPerSecond());
        // Nothing is known yet, and only the first bytes leave before something is: their spacing tells most if they
        // leave fast.
        this.paceKbps = FASTEST_KBPS;
    }

    @Override
    public void onFeedback(Feedback report, long nowNanos) {
        rttNanos = report.rttNanos();
        heardAt = nowNanos;
        for (int i = 0; i < report.count(); i++) {
            long at = report.arrivedNanos(i);
            boolean lost = at == Long.MIN_VALUE;
            lastSentAt = Math.max(lastSentAt, report.sentNanos(i));
            sent.add(report.sentNanos(i), report.bytes(i));
            losses.add(lost, nowNanos);
            if (!lost && at != Feedback.SOMETIME) {
                delays.add(report.sentNanos(i), at - report.sentNanos(i));
                latest.add(at, at - report.sentNanos(i));
                arrived.add(at, report.bytes(i));
                trains.add(report.sentNanos(i), at, report.bytes(i));
            }
        }
        if (nowNanos - decidedAt >= EMPTY_NANOS) {
            decide(nowNanos);
        }
    }

    private boolean isOpen() {
        return paceKbps >= OPEN_KBPS && trains.fastestKbps() >= OPEN_KBPS;
    }

    private void decide(long now) {
        double seconds = Math.min(0.1, (now - decidedAt) / 1e9);
        decidedAt = now;
        long window = isOpen() ? OPEN_WINDOW_NANOS : WINDOW_NANOS;
        delays.look(window);
        long queue = delays.queueNanos();
        boolean sure = delays.packets() >= LEAST_PACKETS && delays.spanNanos() >= window / 2;
        boolean settled = now - backedOffAt > rttNanos + WINDOW_NANOS;
        rival.queue(queue, sure, now);
        latest.look(isOpen() ? OPEN_WINDOW_NANOS : LATEST_NANOS);
        boolean fell = fell();
        if (settled && (fell || congested(queue, sure))) {
            backOff(queue, fell, now);
        } else if (queue < EMPTY_NANOS || rival.isThere()) {
            if (settled) {
                grow(seconds, now);
            }
        } else {
            hold();
        }
        conclude();
    }

    private boolean congested(long queue, boolean sure) {
        boolean losing = losses.recent() > losses.usual() * 1.5 + 0.03;
        if (rival.isThere()) {
            return losses.recent() > losses.usual() + 0.01 || sure && queue > rival.limitNanos();
        }
        return sure && queue > limits.queueNanos() || losing && (queue > EMPTY_NANOS || losses.recent() > 0.15);
    }

    /** The path carries less than it did: everything that came lately waited, and it came slowly. Seen long before the queue is full. */
    private boolean fell() {
        return !rival.isThere()
                && latest.queueNanos() > limits.queueNanos()
                && latest.packets() >= 2 * LEAST_PACKETS
                && latest.spanNanos() >= LATEST_NANOS / 2
                && arrived.kbps(LATEST_NANOS) < 0.8 * kbps;
    }

    private void backOff(long queue, boolean fell, long now) {
        double through = arrived.kbps(fell ? LATEST_NANOS : WINDOW_NANOS);
        double before = kbps;
        boolean draining = through > 1.15 * sent.kbpsAt(lastSentAt, WINDOW_NANOS);
        if (rival.pressed(queue, draining, kbps, now)) {
            rivalries.add(1);
            kbps = rival.rateBefore();
        } else if (rival.isThere()) {
            kbps = Math.min(kbps, Math.max(through, 0.5 * kbps)) * RIVAL_BACK_OFF;
        } else {
            // What was sent since the path fell waits already and is not reported yet.
            double drain = fell ? 0.4 : Math.min(0.5, Math.max(0, queue - EMPTY_NANOS) / DRAIN_NANOS);
            double aim = through * Math.max(0.4, limits.backOff() - drain);
            kbps = Math.min(kbps, Math.max(aim, (fell ? 0.1 : 0.3) * kbps));
            ceilingKbps = Math.max(through, kbps);
        }
        if (kbps < before) {
            backOffs.add(1);
        }
        trains.forget();
        backedOffAt = now;
    }

    /** Near the limit: what arrives while a short queue stands is what the path carries. */
    private void hold() {
        double through = arrived.kbps(2 * WINDOW_NANOS);
        if (through > 0.8 * kbps) {
            kbps = Math.min(kbps, 0.98 * Math.max(through, 0.9 * kbps));
        }
    }

    private void grow(double seconds, long now) {
        boolean used = sent.kbpsAt(lastSentAt, 200 * MILLI) > 0.75 * kbps;
        boolean nearCeiling = kbps > 0.85 * ceilingKbps && kbps < 1.1 * ceilingKbps;
        if (kbps >= 1.1 * ceilingKbps) {
            ceilingKbps = Double.MAX_VALUE;
        }
        double before = kbps;
        if (rival.isThere()) {
            double packets = RIVAL_PACKETS * PACKET_KILOBITS / Math.pow(rttNanos / 1e9, 2);
            kbps += used ? seconds * Math.max(packets, RIVAL_LEAST) : 0;
        } else if (used) {
            kbps *= 1 + seconds * growth(nearCeiling);
        }
        double shown = 0.9 * trains.medianKbps(now);
        if (shown > kbps && !nearCeiling && !rival.isThere()) {
            kbps += (Math.min(shown, ceilingKbps) - before) * Math.min(1, seconds * 8);
        }
    }

    private double growth(boolean nearCeiling) {
        boolean starting = backedOffAt == NEVER;
        return starting ? 5 : nearCeiling ? 0.25 : 0.9;
    }

    private void conclude() {
        kbps = Math.max(limits.floorKbps(), Math.min(most.bitrateKbps(), kbps));
        int fps = framesPerSecond();
        if ((int) kbps != target.bitrateKbps() || fps != target.framesPerSecond()) {
            target = new RateTarget((int) kbps, fps);
        }
        double fastest = trains.fastestKbps();
        // While nothing is known, only the first bytes leave, and their spacing tells most if they leave fast.
        boolean unknown = fastest == 0 && backedOffAt == NEVER;
        double reach = rttNanos < LOCAL_RTT_NANOS ? LOCAL_REACH : REACH;
        paceKbps = unknown ? FASTEST_KBPS : (int) Math.min(FASTEST_KBPS, Math.max(2 * kbps, reach * fastest));
    }

    /** Three quarters and half of the frames where there is little for each, and back with some room, so that it does not flap. */
    private int framesPerSecond() {
        double few = Math.min(FEW_KBPS, FEW_SHARE * most.bitrateKbps());
        double fewer = few / 2;
        boolean half = kbps < fewer * (skips > 1 ? BACK_AT : 1);
        boolean some = kbps < few * (skips > 0 ? BACK_AT : 1);
        skips = half ? 2 : some ? 1 : 0;
        return Math.max(1, most.framesPerSecond() * (4 - skips) / 4);
    }

    @Override
    public void onTimer(long nowNanos) {
        // Silence while packets are out: they are lost, or wait in a queue that grew by a multiple.
        if (heardAt != Long.MIN_VALUE && nowNanos - heardAt > SILENCE_NANOS + 2 * rttNanos) {
            heardAt = nowNanos;
            kbps /= 2;
            backOffs.add(1);
            trains.forget();
            backedOffAt = nowNanos;
            conclude();
        }
    }

    @Override
    public RateTarget target() {
        return target;
    }

    @Override
    public int paceKbps() {
        return paceKbps;
    }

    @Override
    public void close() {}
}
