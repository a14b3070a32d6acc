package dev.wavry.codec.tiles.internal;

import dev.wavry.spi.media.Region;

/** What a part changes, as few rectangles: runs of tiles that lie below each other become one. One thread. */
final class PartDamage {
    private static final int MOST = 64;

    private final Grid grid;
    private final Region region = new Region();
    private final int[] column = new int[MOST];
    private final int[] row = new int[MOST];
    private final int[] length = new int[MOST];
    private final int[] endRow = new int[MOST];
    private int count;

    PartDamage(Grid grid) {
        this.grid = grid;
    }

    void clear() {
        count = 0;
        region.clear();
    }

    /** Adds an area in pixels. */
    void addPixels(int x, int y, int width, int height) {
        region.add(x, y, width, height);
    }

    /** Adds tiles side by side; rows must come from above to below. */
    void addRun(int firstColumn, int inRow, int tiles) {
        for (int i = count - 1; i >= 0; i--) {
            if (endRow[i] == inRow && column[i] == firstColumn && length[i] == tiles) {
                endRow[i]++;
                return;
            }
        }
        if (count == MOST) {
            toRegion();
        }
        column[count] = firstColumn;
        row[count] = inRow;
        length[count] = tiles;
        endRow[count++] = inRow + 1;
    }

    private void toRegion() {
        for (int i = 0; i < count; i++) {
            region.add(
                    column[i] * Grid.TILE, row[i] * Grid.TILE, length[i] * Grid.TILE, (endRow[i] - row[i]) * Grid.TILE);
        }
        count = 0;
    }

    /** All of it; belongs to this object. */
    Region region() {
        toRegion();
        return region.clip(grid.width, grid.height);
    }
}
