package dev.wavry.codec.tiles.internal;

import dev.wavry.spi.media.Region;
import java.nio.IntBuffer;

/**
 * The newest picture and the one before it, while it is found out what changed. Outside {@link #load} to {@link #settle} both are
 * equal. One thread.
 */
final class NewestPicture {
    /** The fourth byte of a pixel means nothing and must not look like a change. */
    private static final int COLOUR_MASK = 0xffffff;

    final int[] now;
    final int[] before;
    final TileSet changed;
    private final Grid grid;

    NewestPicture(Grid grid) {
        this.grid = grid;
        now = grid.newPicture();
        before = grid.newPicture();
        changed = new TileSet(grid.tiles);
    }

    /** Takes a rectangle over and notes which tiles it changed. */
    void load(IntBuffer plane, int planeStride, int x, int y, int width, int height) {
        for (int line = y; line < y + height; line++) {
            int at = line * grid.stride + x;
            plane.get(line * planeStride + x, now, at, width);
            for (int i = at; i < at + width; i++) {
                now[i] &= COLOUR_MASK;
            }
            compare(line, x, x + width);
        }
    }

    private void compare(int line, int x, int end) {
        int row = line * grid.stride;
        int firstTile = Grid.tileOf(line) * grid.columns;
        int from = skipChanged(firstTile, x, end);
        while (from < end) {
            int different = java.util.Arrays.mismatch(now, row + from, row + end, before, row + from, row + end);
            if (different < 0) {
                return;
            }
            int column = Grid.tileOf(from + different);
            changed.add(firstTile + column);
            from = skipChanged(firstTile, (column + 1) * Grid.TILE, end);
        }
    }

    private int skipChanged(int firstTile, int x, int end) {
        int from = x;
        while (from < end && changed.has(firstTile + Grid.tileOf(from))) {
            from = (Grid.tileOf(from) + 1) * Grid.TILE;
        }
        return from;
    }

    /** Counts what lies there as changed, whether it did or not. */
    void addChanged(Region where) {
        for (int i = 0; i < where.count(); i++) {
            int endColumn = Math.min(grid.columns, Grid.tilesFor(where.x(i) + where.width(i)));
            int endRow = Math.min(grid.rows, Grid.tilesFor(where.y(i) + where.height(i)));
            for (int row = Math.max(0, Grid.tileOf(where.y(i))); row < endRow; row++) {
                for (int column = Math.max(0, Grid.tileOf(where.x(i))); column < endColumn; column++) {
                    changed.add(grid.tile(column, row));
                }
            }
        }
    }

    /** What was new is now what was before. */
    void settle() {
        int tile = changed.next(0);
        while (tile >= 0) {
            int rowEnd = (tile / grid.columns + 1) * grid.columns;
            int end = tile + 1;
            while (end < rowEnd && changed.has(end)) {
                end++;
            }
            int at = grid.offset(tile);
            for (int line = 0; line < Grid.TILE; line++, at += grid.stride) {
                System.arraycopy(now, at, before, at, (end - tile) * Grid.TILE);
            }
            tile = changed.next(end);
        }
        changed.clear();
    }
}
