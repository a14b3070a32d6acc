package dev.wavry.platform.any.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.spi.media.Region;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RowDiffTest {
    private static final int WIDTH = 100;
    private static final int HEIGHT = 80;

    private final int[] before = new int[WIDTH * HEIGHT];
    private final int[] now = new int[WIDTH * HEIGHT];
    private final Region region = new Region();

    @Test
    void shouldFindNothingInEqualPictures() {
        RowDiff.compare(before, now, WIDTH, HEIGHT, region);
        assertTrue(region.isEmpty());
    }

    @Test
    void shouldBeAsNarrowAsTheChange() {
        now[20 * WIDTH + 30] = 1;
        now[25 * WIDTH + 40] = 1;
        RowDiff.compare(before, now, WIDTH, HEIGHT, region);
        assertEquals("[11x6+30+20]", region.toString());
    }

    @Test
    void shouldTellDistantBandsApart() {
        now[0] = 1;
        now[HEIGHT * WIDTH - 1] = 1;
        RowDiff.compare(before, now, WIDTH, HEIGHT, region);
        assertEquals("[1x1+0+0 1x1+99+79]", region.toString());
    }

    @Test
    void shouldMissNoPixel() {
        long seed = 8;
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            int[] changed = before.clone();
            int[] places =
                    random.ints(1 + random.nextInt(30), 0, changed.length).toArray();
            for (int place : places) {
                changed[place] = 7;
            }
            region.clear();
            RowDiff.compare(before, changed, WIDTH, HEIGHT, region);
            for (int place : places) {
                assertTrue(covers(place % WIDTH, place / WIDTH), "place " + place + " in " + region);
            }
        }
    }

    private boolean covers(int x, int y) {
        for (int i = 0; i < region.count(); i++) {
            if (x >= region.x(i)
                    && y >= region.y(i)
                    && x < region.x(i) + region.width(i)
                    && y < region.y(i) + region.height(i)) {
                return true;
            }
        }
        return false;
    }
}
