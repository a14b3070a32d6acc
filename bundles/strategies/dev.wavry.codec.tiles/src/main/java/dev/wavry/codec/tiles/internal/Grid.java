package dev.wavry.codec.tiles.internal;

/**
 * How a picture is cut into tiles, row by row from the upper left. Pixels lie in arrays of whole tiles; what is beyond the
 * picture's edge is black at both ends.
 */
final class Grid {
    /** Pixels on a side: small enough for a caret, large enough that a tile's header does not count. */
    static final int TILE = 16;

    static final int TILE_PIXELS = TILE * TILE;
    private static final int SHIFT = 4;

    final int width;
    final int height;
    final int columns;
    final int rows;
    final int tiles;
    /** Pixels from one row of the arrays to the next. */
    final int stride;

    Grid(int width, int height) {
        this.width = width;
        this.height = height;
        columns = tilesFor(width);
        rows = tilesFor(height);
        tiles = columns * rows;
        stride = columns * TILE;
    }

    int[] newPicture() {
        return new int[tiles * TILE_PIXELS];
    }

    /** How many tiles cover so many pixels; also the tile after the one of the last pixel. */
    static int tilesFor(int pixels) {
        return pixels + TILE - 1 >> SHIFT;
    }

    /** The row or column of tiles that a pixel is in. */
    static int tileOf(int pixel) {
        return pixel >> SHIFT;
    }

    int tile(int column, int row) {
        return row * columns + column;
    }

    /** Where the first pixel of a tile lies in the array. */
    int offset(int column, int row) {
        return row * TILE * stride + column * TILE;
    }

    int offset(int tile) {
        return offset(tile % columns, tile / columns);
    }
}
