package dev.wavry.core.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class PresentGapsTest {
    private static final long MILLI = 1_000_000;

    private final PresentGaps gaps = new PresentGaps();

    private Map<String, Long> counters() {
        Map<String, Long> counters = new TreeMap<>();
        gaps.into(counters);
        return counters;
    }

    @Test
    void shouldCountNothingForTheFirstPicture() {
        gaps.presented(5_000 * MILLI);
        assertEquals(0, counters().get("presentGapsOver25Ms"));
        assertEquals(0, counters().get("presentGapLongestMicros"));
    }

    @Test
    void shouldCountAGapAtEveryLimitItIsOver() {
        gaps.presented(MILLI);
        gaps.presented(17 * MILLI);
        gaps.presented(77 * MILLI);
        gaps.presented(107 * MILLI);
        Map<String, Long> counters = counters();
        assertEquals(2, counters.get("presentGapsOver25Ms"));
        assertEquals(1, counters.get("presentGapsOver33Ms"));
        assertEquals(1, counters.get("presentGapsOver50Ms"));
        assertEquals(0, counters.get("presentGapsOver100Ms"));
        assertEquals(60_000, counters.get("presentGapLongestMicros"));
    }
}
