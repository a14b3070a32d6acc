package dev.wavry.core.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wavry.api.SessionWatch;
import org.junit.jupiter.api.Test;

class FrameWatchesTest {
    private static final long MILLI = 1_000_000;
    private final FrameWatches watches = new FrameWatches();

    @Test
    void shouldTellTheLongestGapAndTheLatencySinceItWasAskedToLookAgain() {
        watches.frame(1, 5 * MILLI);
        SessionWatch watch = watches.add();
        watches.frame(9 * MILLI, 10 * MILLI);
        watches.frame(0, 50 * MILLI);
        assertEquals(40, watch.longestGapMs());
        assertEquals(1, watch.latencyMs().count(), "nobody knows when the second one changed");
        watch.again();
        assertEquals(0, watch.longestGapMs());
        watches.frame(60 * MILLI, 67 * MILLI);
        assertEquals(17, watch.longestGapMs(), "the picture before counts");
        assertEquals(7, watch.latencyMs().p95(), 0.01);
    }

    @Test
    void shouldRememberTheTimesOfTheLastPictures() {
        SessionWatch watch = watches.add();
        int more = 10;
        for (int i = 1; i <= SessionWatch.MOST_FRAMES + more; i++) {
            watches.frame(0, i);
        }
        long[] times = watch.frameNanos();
        assertEquals(SessionWatch.MOST_FRAMES, times.length);
        assertEquals(more + 1, times[0]);
        assertEquals(SessionWatch.MOST_FRAMES + more, times[times.length - 1]);
    }

    @Test
    void shouldSeeNothingAfterItWasClosed() {
        SessionWatch watch = watches.add();
        watch.close();
        watches.frame(1, MILLI);
        watches.frame(1, 9 * MILLI);
        assertEquals(0, watch.longestGapMs());
        assertEquals(0, watch.latencyMs().count());
    }
}
