package dev.wavry.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.spi.control.CongestionControl;
import dev.wavry.spi.control.CongestionControlFactory;
import dev.wavry.spi.control.Feedback;
import dev.wavry.spi.media.RateTarget;
import dev.wavry.tck.link.LinkTrial;
import dev.wavry.tck.link.LossModel;
import dev.wavry.tck.link.ReportedPackets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every controller of the rate promises; how well it does is measured, not asked here. All in virtual time. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
public abstract class CongestionControlContract {
    private static final long SECOND = 1_000_000_000L;
    private static final long MILLI = 1_000_000L;
    private static final int QUEUE_BYTES = 125_000;
    private static final RateTarget FIRST = new RateTarget(3_000, 60);
    private static final RateTarget MOST = new RateTarget(30_000, 60);

    private final CongestionBench bench = new CongestionBench();

    /** The factory under test. */
    protected abstract CongestionControlFactory factory();

    private CongestionControl open() {
        return factory().open(FIRST, MOST, bench);
    }

    private LinkTrial trial(int kbps, boolean withTcp) {
        return new LinkTrial(open(), kbps, QUEUE_BYTES, 40 * MILLI, 0, LossModel.none(), withTcp, 7);
    }

    @Test
    void shouldBeginWithTheRateItIsGiven() {
        try (CongestionControl control = open()) {
            assertEquals(FIRST.bitrateKbps(), control.target().bitrateKbps());
            assertTrue(control.firstBytes() > 0, "something has to leave before there is a report");
        }
    }

    @Test
    void shouldUseMostOfAnIdleLink() {
        double kbps =
                LinkTrial.receivedKbps(trial(10_000, false).run(20 * SECOND).last(5 * SECOND));
        assertTrue(kbps > 6_000, "used " + kbps + " of 10000 kbit/s");
    }

    @Test
    void shouldNeverGoBeyondItsLimit() {
        List<LinkTrial.Step> steps = trial(100_000, false).run(10 * SECOND).steps();
        int most = steps.stream().mapToInt(LinkTrial.Step::targetKbps).max().orElse(0);
        assertTrue(most <= MOST.bitrateKbps(), "target " + most);
        assertTrue(most > MOST.bitrateKbps() / 2, "target " + most + " on a link that carries much more");
    }

    @Test
    void shouldFallBelowALinkThatBecameSlower() {
        LinkTrial trial = trial(20_000, false).run(15 * SECOND).link(5_000).run(10 * SECOND);
        long nanos = LinkTrial.untilTargetBelow(trial.last(10 * SECOND), 5_000);
        assertTrue(nanos > 0 && nanos < 2 * SECOND, "after " + nanos / MILLI + " ms");
        double queue = LinkTrial.queueMillis(trial.last(5 * SECOND), 0.5);
        assertTrue(queue < 150, "and a queue of " + queue + " ms stays");
    }

    @Test
    void shouldFindALinkThatBecameFaster() {
        LinkTrial trial = trial(3_000, false).run(15 * SECOND).link(12_000).run(20 * SECOND);
        double kbps = LinkTrial.receivedKbps(trial.last(5 * SECOND));
        assertTrue(kbps > 6_000, "used " + kbps + " of 12000 kbit/s");
    }

    @Test
    void shouldNotTakeChanceForCongestion() {
        LinkTrial trial = new LinkTrial(
                factory().open(FIRST, new RateTarget(6_000, 60), bench),
                30_000,
                QUEUE_BYTES,
                40 * MILLI,
                0,
                LossModel.random(0.02),
                false,
                7);
        double kbps = LinkTrial.receivedKbps(trial.run(20 * SECOND).last(10 * SECOND));
        assertTrue(kbps > 500, "two lost packets in a hundred left " + kbps + " kbit/s");
    }

    @Test
    void shouldComeThroughReportsOfAnyKind() {
        SplittableRandom random = new SplittableRandom(4711);
        try (CongestionControl control = open()) {
            ReportedPackets report = new ReportedPackets();
            long now = -5 * SECOND;
            for (int round = 0; round < 20_000; round++) {
                now += random.nextLong(3 * MILLI);
                report.clear(random.nextInt(9) == 0 ? 0 : random.nextLong(2 * SECOND));
                for (int i = random.nextInt(20); i >= 0; i--) {
                    long sent = now - random.nextLong(2 * SECOND);
                    report.add(1 + random.nextInt(1500), sent, strange(random, sent));
                }
                control.onFeedback(report, now);
                control.onTimer(now);
                int kbps = control.target().bitrateKbps();
                assertTrue(kbps >= 1 && kbps <= MOST.bitrateKbps(), "target " + kbps + " in round " + round);
                assertTrue(control.paceKbps() >= kbps, "a pace below the target would make frames wait for ever");
            }
        }
    }

    private static long strange(SplittableRandom random, long sent) {
        return switch (random.nextInt(6)) {
            case 0 -> Long.MIN_VALUE;
            case 1 -> Feedback.SOMETIME;
            case 2 -> random.nextLong(-1_000 * SECOND, 1_000 * SECOND);
            default -> sent + random.nextLong(-SECOND, SECOND);
        };
    }

    @Test
    void shouldGoOnGivingWayWhileNothingIsHeard() {
        LinkTrial trial = trial(10_000, false).run(5 * SECOND);
        int before = trial.last(LinkTrial.STEP_NANOS).get(0).targetKbps();
        trial.link(1).run(3 * SECOND);
        int after = trial.last(LinkTrial.STEP_NANOS).get(0).targetKbps();
        assertTrue(after < before / 2, before + " kbit/s became " + after + " in three seconds of silence");
    }

    @Test
    void shouldKeepSomethingBesideABulkTransfer() {
        double kbps =
                LinkTrial.receivedKbps(trial(20_000, true).run(60 * SECOND).last(30 * SECOND));
        assertTrue(kbps > 150, "a TCP beside it left " + kbps + " of 20000 kbit/s");
    }

    @Test
    void shouldCloseMoreThanOnce() {
        CongestionControl control = open();
        control.close();
        control.close();
        assertEquals(List.of(), bench.failures());
    }
}
