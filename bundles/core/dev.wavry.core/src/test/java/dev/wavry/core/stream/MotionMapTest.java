package dev.wavry.core.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.spi.media.Region;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MotionMapTest {
    private static final int WIDTH = 1920;
    private static final int HEIGHT = 1080;
    private static final Place VIDEO = new Place(100, 200, 800, 600);

    private final MotionMap map = new MotionMap();
    private long nowNanos;

    /** A window changes so often for a time, and each pixel of it takes so many bytes. @return where it moves like video in the end */
    private Place change(Place window, int picturesPerSecond, double bytesPerPixel, int ticks, Place live) {
        Place found = null;
        double owed = 0;
        for (int tick = 0; tick < ticks; tick++) {
            for (owed += picturesPerSecond / 10.0; owed >= 1; owed--) {
                map.damaged(window.toRegion(), WIDTH, HEIGHT, live, nowNanos);
                map.coded(window.toRegion(), (int) (bytesPerPixel * window.width() * window.height()));
            }
            nowNanos += MotionMap.TICK_NANOS;
            found = map.tick();
        }
        return found;
    }

    @ParameterizedTest
    @CsvSource({"60", "30", "24", "15"})
    void shouldFindVideoWithinASecondWhereItIs(int picturesPerSecond) {
        assertEquals(VIDEO, change(VIDEO, picturesPerSecond, 2, 10, null));
    }

    @Test
    void shouldFindVideoInTheWholeDisplayWithAnEvenSize() {
        MotionMap odd = new MotionMap();
        Region whole = new Region().full(1367, 769);
        Place found = null;
        for (int i = 0; i < 30; i++) {
            odd.damaged(whole, 1367, 769, null, 0);
            odd.coded(whole, 2 * 1367 * 769);
            found = i % 5 == 4 ? odd.tick() : found;
        }
        assertEquals(new Place(0, 0, 1366, 768), found);
    }

    @Test
    void shouldTakeNeitherScrollingTextNorASlideShowForVideo() {
        assertNull(change(VIDEO, 60, 0.04, 30, null));
        assertNull(change(VIDEO, 2, 2, 30, null));
    }

    @Test
    void shouldNotTakeTwoSmallThingsFarApartForOneVideo() {
        Place here = new Place(0, 0, 192, 192);
        Place there = new Place(1700, 860, 192, 192);
        for (int i = 0; i < 60; i++) {
            for (Place one : new Place[] {here, there}) {
                map.damaged(one.toRegion(), WIDTH, HEIGHT, null, nowNanos);
                map.coded(one.toRegion(), 2 * one.width() * one.height());
            }
            if (i % 3 == 2) {
                assertNull(map.tick());
            }
        }
    }

    @Test
    void shouldCallARegionStillOnceNothingLargeChangesInIt() {
        assertNotNull(change(VIDEO, 30, 2, 10, null));
        map.begun(nowNanos);
        change(VIDEO, 30, 2, 10, VIDEO);
        assertFalse(map.isStill(nowNanos));
        change(new Place(300, 300, 40, 40), 30, 2, 4, VIDEO);
        assertTrue(map.isStill(nowNanos));
    }

    @Test
    void shouldBeQuietWhenNothingChangedForAWhile() {
        change(VIDEO, 30, 2, 10, null);
        assertFalse(map.isQuiet());
        change(VIDEO, 0, 0, 60, null);
        assertTrue(map.isQuiet());
    }
}
