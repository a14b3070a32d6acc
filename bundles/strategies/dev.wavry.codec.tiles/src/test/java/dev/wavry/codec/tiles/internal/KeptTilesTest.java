package dev.wavry.codec.tiles.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class KeptTilesTest {
    private final Grid grid = new Grid(64, 64);
    private final int[] picture =
            new Random(1).ints(grid.tiles * Grid.TILE_PIXELS).toArray();
    private final KeptTiles kept = new KeptTiles();

    private int keep(int tile) {
        return kept.keep(tile, 3, picture, grid.offset(tile), grid.stride);
    }

    private int find(int tile) {
        return kept.find(picture, grid.offset(tile), grid.stride);
    }

    @Test
    void shouldFindATileOnceThePartThatKeptItWasSent() {
        int slot = keep(5);
        assertTrue(find(5) < 0);
        assertTrue(kept.isFor(slot, 5));
        kept.sent(slot, 9);
        assertEquals(slot, find(5));
        assertFalse(kept.isFor(slot, 5));
        assertEquals(9, kept.keptBy(slot));
        assertEquals(3, kept.version(slot));
        assertTrue(find(6) < 0);
    }

    @Test
    void shouldNotKeepTheSamePixelsTwice() {
        kept.sent(keep(5), 9);
        assertTrue(keep(5) < 0);
    }

    @Test
    void shouldForgetWhatLostPartsKept() {
        kept.sent(keep(5), 9);
        kept.sent(keep(6), 10);
        kept.invalidate(10, 12);
        assertTrue(find(5) >= 0);
        assertTrue(find(6) < 0);
    }

    @Test
    void shouldUseTheOldestSlotAgainWhenAllAreUsed() {
        int first = keep(5);
        kept.sent(first, 1);
        for (int i = 1; i < Layout.SLOTS; i++) {
            picture[grid.offset(7)] = i;
            kept.sent(keep(7), 2);
        }
        assertEquals(first, find(5));
        assertEquals(first, keep(6));
        assertTrue(find(5) < 0);
    }
}
