package dev.wavry.codec.tiles.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CopyTest {
    private final Grid grid = new Grid(100, 75);
    private final Copy copy = new Copy(grid);
    private final TileSet all = new TileSet(grid.tiles);
    private final Random random = new Random(3);

    CopyTest() {
        all.fill(grid.tiles);
    }

    private int[] picture() {
        int[] picture = grid.newPicture();
        for (int i = 0; i < picture.length; i++) {
            picture[i] = random.nextInt(4);
        }
        return picture;
    }

    private int[] shifted(int[] before, int dx, int dy, int x, int y, int width, int height) {
        int[] now = before.clone();
        for (int row = y; row < y + height; row++) {
            for (int column = x; column < x + width; column++) {
                now[row * grid.stride + column] = before[(row - dy) * grid.stride + column - dx];
            }
        }
        return now;
    }

    @Test
    void shouldGiveTheSamePictureWhereverItIsShifted() {
        for (int round = 0; round < 400; round++) {
            int dx = random.nextInt(41) - 20;
            int dy = random.nextInt(41) - 20;
            int x = Math.max(0, dx) + random.nextInt(20);
            int y = Math.max(0, dy) + random.nextInt(20);
            int width = 1 + random.nextInt(Math.min(grid.width, grid.width + dx) - x);
            int height = 1 + random.nextInt(Math.min(grid.height, grid.height + dy) - y);
            int[] before = picture();
            int[] now = shifted(before, dx, dy, x, y, width, height);
            assertTrue(copy.begin(dx, dy, x, y, width, height));
            copy.findSame(now, before, all);
            copy.apply(before);
            assertArrayEquals(now, before, dx + " " + dy + " " + x + " " + y + " " + width + "x" + height);
        }
    }

    @Test
    void shouldCopyOnlyTilesWhoseEveryPixelCameFromThere() {
        int[] before = picture();
        int[] now = shifted(before, 0, -5, 3, 0, 90, 60);
        now[20 * grid.stride + 40] ^= 1;
        copy.begin(0, -5, 3, 0, 90, 60);
        copy.findSame(now, before, all);
        assertFalse(copy.has(grid.tile(2, 1)));
        assertTrue(copy.has(grid.tile(1, 1)));
    }

    /** A window that is dragged over the screen's edge: what comes in there lies beyond the area that has a source. */
    @Test
    void shouldNotCopyATileOfWhichSomethingElseChangedBeyondTheArea() {
        int[] before = picture();
        int[] now = shifted(before, 7, 3, 7, 3, 80, 60);
        now[2 * grid.stride + 40] ^= 1;
        now[30 * grid.stride + 6] ^= 1;
        now[63 * grid.stride + 60] ^= 1;
        copy.begin(7, 3, 7, 3, 80, 60);
        copy.findSame(now, before, all);
        assertFalse(copy.has(grid.tile(2, 0)));
        assertFalse(copy.has(grid.tile(0, 1)));
        assertFalse(copy.has(grid.tile(3, 3)));
        assertTrue(copy.has(grid.tile(0, 0)));
        assertTrue(copy.has(grid.tile(2, 2)));
    }

    @Test
    void shouldReadWhatItWrote() {
        int[] before = picture();
        copy.begin(-3, 4, 20, 30, 60, 40);
        copy.findSame(shifted(before, -3, 4, 20, 30, 60, 40), before, all);
        ByteBuffer bytes = ByteBuffer.allocate(200).order(ByteOrder.LITTLE_ENDIAN);
        copy.write(bytes, 7, 99);
        Copy read = new Copy(grid);
        assertEquals(copy.bytes(), read.read(bytes, 7, 200));
        assertEquals(99, Copy.versionsMeant(bytes, 7));
        assertEquals(copy.count(), read.count());
        int[] one = before.clone();
        int[] other = before.clone();
        copy.apply(one);
        read.apply(other);
        assertArrayEquals(one, other);
    }

    @Test
    void shouldRefuseWhatReachesOutside() {
        assertFalse(copy.begin(0, 0, 0, 0, 101, 10));
        assertFalse(copy.begin(5, 0, 4, 0, 10, 10));
        assertFalse(copy.begin(0, -1, 0, 65, 10, 10));
        assertFalse(copy.begin(0, 0, 10, 10, 0, 10));
        assertTrue(copy.begin(0, -1, 0, 64, 10, 10));
    }

    @Test
    void shouldMeanOtherVersionsWhenASourceChanges() {
        int[] before = picture();
        Versions versions = new Versions(grid.tiles);
        copy.begin(0, 16, 0, 16, 100, 32);
        copy.findSame(shifted(before, 0, 16, 0, 16, 100, 32), before, all);
        long meant = copy.versions(versions);
        versions.set(grid.tile(6, 4), 8);
        assertEquals(meant, copy.versions(versions));
        versions.set(grid.tile(3, 0), 8);
        assertNotEquals(meant, copy.versions(versions));
    }

    @Test
    void shouldLeaveOutTilesWhoseSourceIsUnknown() {
        int[] before = picture();
        TileSet unknown = new TileSet(grid.tiles);
        unknown.add(grid.tile(2, 0));
        copy.begin(0, 16, 0, 16, 100, 16);
        copy.findSame(shifted(before, 0, 16, 0, 16, 100, 16), before, all);
        copy.removeUnless(unknown);
        assertFalse(copy.has(grid.tile(2, 1)));
        assertTrue(copy.has(grid.tile(3, 1)));
    }
}
