package dev.wavry.spi.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class RegionTest {
    private final Region region = new Region();

    @Test
    void shouldIgnoreWhatIsEmptyOrInsideAlready() {
        region.add(0, 0, 100, 100).add(10, 10, 0, 5).add(20, 20, 30, 30);
        assertEquals("[100x100+0+0]", region.toString());
    }

    @Test
    void shouldSwallowSmallerRectangles() {
        region.add(20, 20, 30, 30).add(60, 60, 5, 5).add(0, 0, 100, 100);
        assertEquals("[100x100+0+0]", region.toString());
    }

    @Test
    void shouldCutToThePicture() {
        region.add(-10, -10, 20, 20).add(95, 95, 20, 20).add(200, 200, 5, 5).clip(100, 100);
        assertEquals("[10x10+0+0 5x5+95+95]", region.toString());
    }

    @Test
    void shouldGrowOutwardsToBlocksButNotOutOfThePicture() {
        region.add(17, 33, 5, 5).add(90, 90, 9, 9).align(16, 99, 99);
        assertEquals("[16x16+16+32 19x19+80+80]", region.toString());
    }

    @Test
    void shouldBecomeItsBounds() {
        region.add(10, 10, 5, 5).add(40, 0, 5, 5).add(0, 40, 5, 5).toBounds();
        assertEquals("[45x45+0+0]", region.toString());
    }

    @RepeatedTest(50)
    void shouldNeverCoverLessThanWhatWasAdded(RepetitionInfo run) {
        Random random = new Random(run.getCurrentRepetition());
        boolean[][] wanted = new boolean[64][64];
        for (int i = 0; i < 60; i++) {
            int x = random.nextInt(60);
            int y = random.nextInt(60);
            int w = 1 + random.nextInt(4);
            int h = 1 + random.nextInt(4);
            region.add(x, y, w, h);
            mark(wanted, x, y, w, h);
        }
        assertTrue(region.count() <= Region.MAX_RECTANGLES);
        boolean[][] covered = new boolean[64][64];
        for (int i = 0; i < region.count(); i++) {
            mark(covered, region.x(i), region.y(i), region.width(i), region.height(i));
        }
        for (int y = 0; y < 64; y++) {
            for (int x = 0; x < 64; x++) {
                assertTrue(
                        covered[y][x] || !wanted[y][x], "seed " + run.getCurrentRepetition() + " lost " + x + "," + y);
            }
        }
    }

    private static void mark(boolean[][] map, int x, int y, int w, int h) {
        for (int r = y; r < y + h; r++) {
            for (int c = x; c < x + w; c++) {
                map[r][c] = true;
            }
        }
    }
}
