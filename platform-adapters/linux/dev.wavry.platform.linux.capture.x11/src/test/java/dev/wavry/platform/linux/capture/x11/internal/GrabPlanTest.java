package dev.wavry.platform.linux.capture.x11.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.spi.media.Region;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GrabPlanTest {
    private final GrabPlan plan = new GrabPlan(1920);
    private final Region nothing = new Region();

    @Test
    void shouldJoinRectanglesThatAreCheaperTogether() {
        plan.cover(new Region().add(0, 0, 20, 20).add(40, 0, 20, 20), nothing);
        assertEquals(1, plan.count());
        assertEquals(60, plan.width(0));
    }

    @Test
    void shouldAskTwiceForRectanglesFarApart() {
        plan.cover(new Region().add(0, 0, 20, 20).add(1900, 1000, 20, 20), nothing);
        assertEquals(2, plan.count());
    }

    @Test
    void shouldWidenMoreThanHalfARowToTheWholeRow() {
        plan.cover(new Region().add(100, 50, 960, 10), nothing);
        assertEquals(0, plan.x(0));
        assertEquals(1920, plan.width(0));
        assertEquals(50, plan.y(0));
        assertEquals(10, plan.height(0));
    }

    @Test
    void shouldCoverEveryPixelOfBothRegions() {
        long seed = 99;
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            Region first = randomRegion(random);
            Region second = randomRegion(random);
            plan.cover(first, second);
            assertCovered(first);
            assertCovered(second);
        }
    }

    private static Region randomRegion(Random random) {
        Region region = new Region();
        for (int i = random.nextInt(20); i > 0; i--) {
            int x = random.nextInt(1900);
            int y = random.nextInt(1000);
            region.add(x, y, 1 + random.nextInt(1920 - x), 1 + random.nextInt(1080 - y));
        }
        return region;
    }

    private void assertCovered(Region region) {
        for (int i = 0; i < region.count(); i++) {
            int wanted = i;
            assertTrue(
                    java.util.stream.IntStream.range(0, plan.count())
                            .anyMatch(p -> plan.x(p) <= region.x(wanted)
                                    && plan.y(p) <= region.y(wanted)
                                    && plan.x(p) + plan.width(p) >= region.x(wanted) + region.width(wanted)
                                    && plan.y(p) + plan.height(p) >= region.y(wanted) + region.height(wanted)),
                    region::toString);
        }
    }
}
