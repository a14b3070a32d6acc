package dev.wavry.congestion.delta.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.spi.media.RateTarget;
import dev.wavry.tck.CongestionBench;
import dev.wavry.tck.link.LinkTrial;
import dev.wavry.tck.link.LossModel;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What DELTA promises beyond other controllers, on links in virtual time, so the figures do not depend on the machine. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class DeltaTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long MILLI = 1_000_000L;
    private static final int QUEUE_BYTES = 125_000;

    private static LinkTrial trial(
            int mostKbps, int linkKbps, long rttNanos, long jitterNanos, LossModel loss, boolean tcp) {
        RateTarget first = new RateTarget(3_000, 60);
        Delta delta = new Delta(first, new RateTarget(mostKbps, 60), Limits.DEFAULTS, new CongestionBench().counters());
        return new LinkTrial(delta, linkKbps, QUEUE_BYTES, rttNanos, jitterNanos, loss, tcp, 3);
    }

    private static LinkTrial idle(int mostKbps, int linkKbps, long rttMillis) {
        return trial(mostKbps, linkKbps, rttMillis * MILLI, 0, LossModel.none(), false);
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 10, 40, 100})
    void shouldFillALinkWithinASecondOfItsStart(long rttMillis) {
        LinkTrial trial = idle(50_000, 20_000, rttMillis).run(20 * SECOND);
        long nanos = LinkTrial.untilReceivedAbove(trial.steps(), 17_000, 20);
        assertTrue(nanos > 0 && nanos <= SECOND, "after " + nanos / MILLI + " ms");
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 10, 40})
    void shouldKeepTheQueueShortAndTheLinkBusy(long rttMillis) {
        List<LinkTrial.Step> steps =
                idle(50_000, 20_000, rttMillis).run(30 * SECOND).last(29 * SECOND);
        double queue = LinkTrial.queueMillis(steps, 0.95);
        assertTrue(queue <= 30, "95 % of the time the queue is below " + queue + " ms");
        assertTrue(LinkTrial.receivedKbps(steps) >= 17_000, "used " + LinkTrial.receivedKbps(steps));
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 10, 40})
    void shouldFallWithinAQuarterOfASecondWhenThreeQuartersOfALinkGo(long rttMillis) {
        LinkTrial trial =
                idle(50_000, 20_000, rttMillis).run(30 * SECOND).link(5_000).run(30 * SECOND);
        long nanos = LinkTrial.untilTargetBelow(trial.last(30 * SECOND), 5_000);
        assertTrue(nanos > 0 && nanos <= 250 * MILLI, "after " + nanos / MILLI + " ms");
        double queue = LinkTrial.queueMillis(trial.last(29 * SECOND), 0.95);
        assertTrue(queue <= 30, "95 % of the time after the first second the queue is below " + queue + " ms");
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 10, 40})
    void shouldUseAFasterLinkWithinFiveSeconds(long rttMillis) {
        LinkTrial trial =
                idle(50_000, 5_000, rttMillis).run(20 * SECOND).link(20_000).run(10 * SECOND);
        long nanos = LinkTrial.untilReceivedAbove(trial.last(10 * SECOND), 17_000, 100);
        assertTrue(nanos > 0 && nanos <= 5 * SECOND, "after " + nanos / MILLI + " ms");
    }

    @ParameterizedTest
    @ValueSource(longs = {10, 40})
    void shouldGetItsShareBesideATcp(long rttMillis) {
        LinkTrial trial = trial(50_000, 20_000, rttMillis * MILLI, 0, LossModel.none(), true);
        double share = LinkTrial.receivedKbps(trial.run(90 * SECOND).last(60 * SECOND)) / 20_000;
        assertTrue(share >= 0.2 && share <= 0.6, "share " + share);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.05, 0.1, 0.2})
    void shouldNotGiveWayToLossThatComesByChance(double probability) {
        LinkTrial trial = trial(12_000, 20_000, 40 * MILLI, 0, LossModel.random(probability), false);
        double kbps = LinkTrial.receivedKbps(trial.run(20 * SECOND).last(15 * SECOND));
        assertTrue(kbps >= 12_000 * (1 - probability) * 0.95, "received " + kbps);
    }

    @Test
    void shouldNotGiveWayToBursts() {
        LinkTrial trial = trial(12_000, 20_000, 40 * MILLI, 0, LossModel.bursts(0.05, 3), false);
        double kbps = LinkTrial.receivedKbps(trial.run(20 * SECOND).last(15 * SECOND));
        assertTrue(kbps >= 12_000 * 0.9, "received " + kbps);
    }

    @Test
    void shouldNotTakeJitterForAQueue() {
        LinkTrial trial = trial(8_000, 20_000, 40 * MILLI, 10 * MILLI, LossModel.none(), false);
        double kbps = LinkTrial.receivedKbps(trial.run(20 * SECOND).last(15 * SECOND));
        assertTrue(kbps >= 7_600, "received " + kbps);
    }

    @Test
    void shouldBeReadyWhenAQuietSourceWakesUp() {
        LinkTrial trial = idle(32_000, 40_000, 40).source(500).run(10 * SECOND);
        int quiet = trial.last(LinkTrial.STEP_NANOS).get(0).targetKbps();
        assertTrue(quiet >= 3_000, "an idle source does not lower the rate, which is " + quiet);
        trial.source(25_000).run(5 * SECOND);
        long nanos = LinkTrial.untilReceivedAbove(trial.last(5 * SECOND), 20_000, 20);
        assertTrue(nanos > 0 && nanos <= SECOND, "after " + nanos / MILLI + " ms");
    }

    @Test
    void shouldSendFewerFramesWhereThereIsLittleForEach() {
        Delta delta = new Delta(
                new RateTarget(3_000, 60),
                new RateTarget(20_000, 60),
                Limits.DEFAULTS,
                new CongestionBench().counters());
        LinkTrial trial = new LinkTrial(delta, 900, 20_000, 40 * MILLI, 0, LossModel.none(), false, 3);
        trial.run(10 * SECOND);
        assertEquals(30, delta.target().framesPerSecond());
        trial.link(10_000).run(10 * SECOND);
        assertEquals(60, delta.target().framesPerSecond());
    }

    @Test
    void shouldNotHoldBackBurstsOnAFastPath() {
        Delta delta = new Delta(
                new RateTarget(20_000, 60),
                new RateTarget(20_000, 60),
                Limits.DEFAULTS,
                new CongestionBench().counters());
        assertEquals(500_000, delta.paceKbps());
        new LinkTrial(delta, 1_000_000, 1 << 20, MILLI / 5, 0, LossModel.none(), false, 3).run(5 * SECOND);
        assertEquals(500_000, delta.paceKbps());
        assertEquals(20_000, delta.target().bitrateKbps());
    }
}
