package dev.wavry.core.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.wavry.api.Percentiles;
import dev.wavry.spi.media.FrameInfo;
import dev.wavry.spi.media.Stage;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class DurationsTest {
    private final Durations durations = new Durations();

    @Test
    void shouldKnowNothingAtFirstAndAfterAReset() {
        assertSame(Percentiles.NONE, durations.percentiles());
        durations.record(1_000_000);
        durations.reset();
        assertSame(Percentiles.NONE, durations.percentiles());
    }

    @Test
    void shouldAnswerPercentilesInMilliseconds() {
        for (int i = 1; i <= 100; i++) {
            durations.record(i * 1_000_000L);
        }
        Percentiles p = durations.percentiles();
        assertEquals(100, p.count());
        assertEquals(50, p.p50(), 0.1);
        assertEquals(95, p.p95(), 0.1);
        assertEquals(99, p.p99(), 0.2);
    }

    @Test
    void shouldTakeImpossibleTimesForTheNearestPossibleOnes() {
        durations.record(-5);
        assertEquals(0, durations.percentiles().p50(), 0.001);
        durations.reset();
        durations.record(Long.MAX_VALUE);
        assertEquals(60_000, durations.percentiles().p50(), 60);
    }

    @Test
    void shouldSplitTheLifeOfAFrameIntoItsStages() {
        FrameLatency latency = new FrameLatency();
        FrameInfo info = new FrameInfo();
        long at = 1_000_000_000L;
        for (Stage stage : Stage.values()) {
            info.nanos(stage, at);
            at += 2_000_000;
        }
        latency.presented(info);
        assertEquals(
                java.util.List.of("capture", "convert", "encode", "send", "network", "decode", "present"),
                new ArrayList<>(latency.stages().keySet()));
        assertEquals(2, latency.stages().get("encode").p50(), 0.01);
        assertEquals(4, latency.stages().get("network").p50(), 0.01);
        assertEquals(16, latency.total().p50(), 0.05);
        latency.presented(new FrameInfo());
        assertEquals(1, latency.total().count(), "a frame without times counts nowhere");
        latency.reset();
        assertEquals(0, latency.total().count());
    }
}
