package dev.wavry.codec.ffmpeg.internal;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.spi.media.RateTarget;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class GearsTest {
    private static final int SMALL = 2_000;
    /** A hundredth of a second of the rate. */
    private static final int LARGE = 250_000;

    private Gears gears = new Gears(new RateTarget(20_000, 60));
    private long nowNanos = 5;

    private boolean picture(boolean changed, long afterMillis, int bytes) {
        nowNanos += TimeUnit.MILLISECONDS.toNanos(afterMillis);
        boolean shifted = gears.shift(changed, nowNanos);
        gears.coded(bytes);
        return shifted;
    }

    /** Somebody types: a change, and a refinement 70 ms later, five times. */
    private void work() {
        for (int i = 0; i < 5; i++) {
            picture(true, 200, SMALL);
            picture(false, 70, SMALL);
        }
    }

    @Test
    void shouldBeginRated() {
        assertFalse(gears.calm());
        assertFalse(picture(true, 0, SMALL));
        assertFalse(picture(false, 70, SMALL));
        assertFalse(gears.calm());
    }

    @Test
    void shouldGoCalmInAPauseOfSomebodyWhoWorks() {
        work();
        assertTrue(gears.calm());
    }

    @Test
    void shouldGoCalmOnlyWhileNothingChanges() {
        for (int i = 0; i < 20; i++) {
            assertFalse(picture(true, 50, SMALL), "a change would have waited for a key frame");
        }
        assertTrue(picture(false, 70, SMALL));
    }

    @Test
    void shouldGoCalmInSteadyMotionThatStaysBelowTheRate() {
        for (int i = 0; i < 60; i++) {
            picture(true, 16, SMALL);
        }
        assertTrue(gears.calm());
    }

    @Test
    void shouldStayRatedInMotionThatNeedsTheWholeRate() {
        for (int i = 0; i < 200; i++) {
            picture(true, 16, 41_000);
        }
        assertFalse(gears.calm());
    }

    @Test
    void shouldStayRatedWhereAKeyFrameIsDear() {
        gears = new Gears(new RateTarget(2_000, 60));
        work();
        assertFalse(gears.calm());
    }

    @Test
    void shouldGoBackWhenTheRateIsLowered() {
        work();
        gears.retarget(new RateTarget(5_000, 60));
        assertTrue(picture(true, 16, SMALL));
        assertFalse(gears.calm());
    }

    @Test
    void shouldGoBackWhenWhatWasSentLagsBehindTheRate() {
        work();
        int pictures = 0;
        while (!picture(true, 16, LARGE)) {
            assertTrue(++pictures < 10, "still calm after " + pictures + " pictures of twelve times the rate");
        }
        assertFalse(gears.calm());
    }

    @Test
    void shouldNotTryAgainForSomeSecondsAndLongerTheNextTime() {
        work();
        overrun();
        nowNanos += TimeUnit.SECONDS.toNanos(1);
        work();
        assertFalse(gears.calm(), "tried again after 2.4 s");
        nowNanos += TimeUnit.SECONDS.toNanos(2);
        work();
        assertTrue(gears.calm(), "never tried again");
        overrun();
        nowNanos += TimeUnit.SECONDS.toNanos(3);
        work();
        assertFalse(gears.calm(), "tried again as soon as the first time");
    }

    private void overrun() {
        for (int i = 0; i < 10 && gears.calm(); i++) {
            picture(true, 16, LARGE);
        }
        assertFalse(gears.calm());
    }

    @Test
    void shouldGoBackToRefineOnceNothingHasChangedForAWhile() {
        work();
        assertFalse(picture(false, 100, SMALL));
        assertFalse(picture(false, 150, SMALL));
        assertTrue(picture(false, 700, SMALL));
        assertFalse(gears.calm());
        assertFalse(picture(false, 100, SMALL), "a settled picture must not be disturbed");
    }
}
