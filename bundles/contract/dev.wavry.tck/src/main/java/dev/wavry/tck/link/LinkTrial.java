package dev.wavry.tck.link;

import dev.wavry.spi.control.CongestionControl;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A controller's flow on a link whose rate changes, with or without a TCP beside it, and what became of it in steps of ten milliseconds. */
public final class LinkTrial {
    /** Width of a step. */
    public static final long STEP_NANOS = 10_000_000;

    private static final long TICK_NANOS = 100_000;
    private static final long FAR_CLOCK_NANOS = 987_654_321_000L;

    /**
     * What happened within a step.
     *
     * @param atNanos its end
     * @param linkKbps what the link carried at most
     * @param targetKbps what the controller allowed at the end
     * @param sentKbps what was sent
     * @param receivedKbps what came out
     * @param crossKbps what came out of the TCP beside it
     * @param queueNanos longest queue at any tick
     */
    public record Step(
            long atNanos,
            int linkKbps,
            int targetKbps,
            double sentKbps,
            double receivedKbps,
            double crossKbps,
            long queueNanos) {}

    private final EmulatedLink link;
    private final VideoFlow flow;
    private final CongestionControl control;
    private final @Nullable CubicFlow cross;
    private final List<Step> steps = new ArrayList<>();
    private int linkKbps;
    private long now = 1_000_000_000L;

    /**
     * @param rttNanos without any queue
     * @param withTcp a bulk transfer goes the same way from the start
     */
    public LinkTrial(
            CongestionControl control,
            int kbps,
            int queueBytes,
            long rttNanos,
            long jitterNanos,
            LossModel loss,
            boolean withTcp,
            long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        this.control = control;
        this.linkKbps = kbps;
        this.link = new EmulatedLink(kbps, queueBytes, rttNanos / 2, jitterNanos, loss, random.split(), this::arrived);
        this.flow = new VideoFlow(link, 0, control, rttNanos / 2, FAR_CLOCK_NANOS, random.split());
        this.cross = withTcp ? new CubicFlow(link, 1, rttNanos / 2) : null;
    }

    private void arrived(int sender, long number, int bytes, long at) {
        if (sender == 0) {
            flow.arrived(number, bytes, at);
        } else if (cross != null) {
            cross.arrived(number, bytes, at);
        }
    }

    /** The link from now on. */
    public LinkTrial link(int kbps) {
        linkKbps = kbps;
        link.rateKbps(kbps);
        return this;
    }

    /** What the source has to send from now on. */
    public LinkTrial source(int kbps) {
        flow.appKbps(kbps);
        return this;
    }

    /** Goes on for so long. */
    public LinkTrial run(long nanos) {
        long end = now + nanos;
        while (now < end) {
            step();
        }
        return this;
    }

    private void step() {
        long sent = flow.sentBytes();
        long received = flow.receivedBytes();
        long others = cross == null ? 0 : cross.receivedBytes();
        long longest = 0;
        for (long end = now + STEP_NANOS; now < end; ) {
            now += TICK_NANOS;
            link.advance(now);
            flow.work(now);
            if (cross != null) {
                cross.work(now);
            }
            longest = Math.max(longest, link.queueNanos(now));
        }
        double kbps = 8e6 / STEP_NANOS;
        steps.add(new Step(
                now,
                linkKbps,
                control.target().bitrateKbps(),
                (flow.sentBytes() - sent) * kbps,
                (flow.receivedBytes() - received) * kbps,
                cross == null ? 0 : (cross.receivedBytes() - others) * kbps,
                longest));
    }

    /** Everything so far, or what happened in the last {@code nanos}. */
    public List<Step> last(long nanos) {
        int count = (int) (nanos / STEP_NANOS);
        return List.copyOf(steps.subList(Math.max(0, steps.size() - count), steps.size()));
    }

    /** All steps. */
    public List<Step> steps() {
        return List.copyOf(steps);
    }

    /** Mean of what came out in these steps, kbit/s. */
    public static double receivedKbps(List<Step> of) {
        return of.stream().mapToDouble(Step::receivedKbps).average().orElse(0);
    }

    /** Mean of what came out of the TCP, kbit/s. */
    public static double crossKbps(List<Step> of) {
        return of.stream().mapToDouble(Step::crossKbps).average().orElse(0);
    }

    /** The queue that a share of the steps stayed below, in ms. */
    public static double queueMillis(List<Step> of, double share) {
        long[] all = of.stream().mapToLong(Step::queueNanos).sorted().toArray();
        return all[(int) Math.min(all.length - 1, Math.ceil(share * all.length))] / 1e6;
    }

    /** Time until the target is at most this, counted from the first of the steps, or -1. */
    public static long untilTargetBelow(List<Step> of, int kbps) {
        for (int i = 0; i < of.size(); i++) {
            if (of.get(i).targetKbps() <= kbps) {
                return (i + 1) * STEP_NANOS;
            }
        }
        return -1;
    }

    /** Time until the mean over {@code meanSteps} of what came out is at least this, counted from the first of the steps, or -1. */
    public static long untilReceivedAbove(List<Step> of, double kbps, int meanSteps) {
        double[] received = of.stream().mapToDouble(Step::receivedKbps).toArray();
        for (int i = 0; i + meanSteps <= received.length; i++) {
            if (Arrays.stream(received, i, i + meanSteps).average().orElse(0) >= kbps) {
                return (i + meanSteps) * STEP_NANOS;
            }
        }
        return -1;
    }

    /** Packets the flow lost. */
    public long lostPackets() {
        return flow.lostPackets();
    }
}
