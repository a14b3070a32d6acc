package dev.wavry.codec.tiles.internal;

import java.nio.ByteBuffer;

/**
 * Tiles whose pixels, within an area, come from another place of the same picture: a scrolled text, a moved window. Both ends use
 * this class, so that they mean the same. Mutable, reused; one thread.
 */
final class Copy {
    private final Grid grid;
    private final TileSet copied;
    private int shiftX;
    private int shiftY;
    private int left;
    private int top;
    private int right;
    private int bottom;
    private int firstColumn;
    private int firstRow;
    private int endColumn;
    private int endRow;

    Copy(Grid grid) {
        this.grid = grid;
        copied = new TileSet(grid.tiles);
    }

    /**
     * Begins anew: pixels of the area come from {@code shift} further left and up. No tile is copied yet.
     *
     * @return false if the area is empty or it or its source reaches outside the picture
     */
    boolean begin(int newShiftX, int newShiftY, int x, int y, int width, int height) {
        copied.clear();
        shiftX = newShiftX;
        shiftY = newShiftY;
        left = x;
        top = y;
        right = x + width;
        bottom = y + height;
        firstColumn = Grid.tileOf(left);
        firstRow = Grid.tileOf(top);
        endColumn = Grid.tilesFor(right);
        endRow = Grid.tilesFor(bottom);
        return width > 0 && height > 0 && isInside(0, 0) && isInside(shiftX, shiftY);
    }

    private boolean isInside(int dx, int dy) {
        return left - dx >= 0 && top - dy >= 0 && right - dx <= grid.width && bottom - dy <= grid.height;
    }

    boolean isEmpty() {
        return copied.isEmpty();
    }

    boolean has(int tile) {
        return copied.has(tile);
    }

    int count() {
        return copied.count();
    }

    /** The first tile from {@code tile} on that is copied; -1 if there is none. */
    int next(int tile) {
        return copied.next(tile);
    }

    void remove(int tile) {
        copied.remove(tile);
    }

    /** Empties it. */
    void clear() {
        copied.clear();
    }

    private int areaTiles() {
        return (endColumn - firstColumn) * (endRow - firstRow);
    }

    /** How many bytes {@link #write} writes. */
    int bytes() {
        return Layout.copyBytes(areaTiles());
    }

    /**
     * Every tile of the area that changed, whose pixels within the area are those of the source, and whose pixels beyond it did not
     * change: a copy leaves those as they are.
     */
    void findSame(int[] now, int[] before, TileSet changed) {
        for (int row = firstRow; row < endRow; row++) {
            for (int column = firstColumn; column < endColumn; column++) {
                int tile = grid.tile(column, row);
                if (changed.has(tile)) {
                    copied.add(tile);
                }
            }
            for (int y = Math.max(top, row * Grid.TILE); y < Math.min(bottom, (row + 1) * Grid.TILE); y++) {
                removeDifferent(now, before, row, y);
            }
        }
        for (int tile = copied.next(0); tile >= 0; tile = copied.next(tile + 1)) {
            if (!isWhole(tile) && changedBeyond(tile, now, before)) {
                copied.remove(tile);
            }
        }
    }

    private boolean changedBeyond(int tile, int[] now, int[] before) {
        int x = tile % grid.columns * Grid.TILE;
        int y = tile / grid.columns * Grid.TILE;
        for (int line = y; line < y + Grid.TILE; line++) {
            int row = line * grid.stride;
            boolean within = line >= top && line < bottom;
            int leftEnd = within ? startX(tile) : x + Grid.TILE;
            int rightStart = within ? endX(tile) : x + Grid.TILE;
            if (differ(now, before, row + x, row + leftEnd)
                    || differ(now, before, row + rightStart, row + x + Grid.TILE)) {
                return true;
            }
        }
        return false;
    }

    private static boolean differ(int[] now, int[] before, int from, int end) {
        return !java.util.Arrays.equals(now, from, end, before, from, end);
    }

    /** Compares whole runs of tiles at once, because long comparisons are the fast ones. */
    private void removeDifferent(int[] now, int[] before, int row, int y) {
        int rowEnd = row * grid.columns + endColumn;
        int tile = copied.next(row * grid.columns + firstColumn);
        while (tile >= 0 && tile < rowEnd) {
            int end = tile + 1;
            while (end < rowEnd && copied.has(end)) {
                end++;
            }
            int x = Math.max(left, (tile - row * grid.columns) * Grid.TILE);
            int endX = Math.min(right, (end - row * grid.columns) * Grid.TILE);
            int to = y * grid.stride + x;
            int from = (y - shiftY) * grid.stride + x - shiftX;
            int different = java.util.Arrays.mismatch(now, to, to + endX - x, before, from, from + endX - x);
            if (different < 0) {
                tile = copied.next(end);
            } else {
                int wrong = grid.tile(Grid.tileOf(x + different), row);
                copied.remove(wrong);
                tile = copied.next(wrong + 1);
            }
        }
    }

    /** Removes every tile that needs something of a tile in this set. */
    void removeUnless(TileSet unknown) {
        for (int tile = copied.next(0); tile >= 0; tile = copied.next(tile + 1)) {
            if (needsOne(tile, unknown)) {
                copied.remove(tile);
            }
        }
    }

    private boolean needsOne(int tile, TileSet unknown) {
        if (!isWhole(tile) && unknown.has(tile)) {
            return true;
        }
        int endSourceRow = Grid.tilesFor(endY(tile) - shiftY);
        int endSourceColumn = Grid.tilesFor(endX(tile) - shiftX);
        for (int row = Grid.tileOf(startY(tile) - shiftY); row < endSourceRow; row++) {
            for (int column = Grid.tileOf(startX(tile) - shiftX); column < endSourceColumn; column++) {
                if (unknown.has(grid.tile(column, row))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** What the copy relies on: the versions of all sources, and of tiles that keep a part of what they show. */
    long versions(Versions versions) {
        long hash = 0;
        for (int tile = copied.next(0); tile >= 0; tile = copied.next(tile + 1)) {
            if (!isWhole(tile)) {
                hash = Versions.mix(hash, versions.of(tile));
            }
            int endSourceRow = Grid.tilesFor(endY(tile) - shiftY);
            int endSourceColumn = Grid.tilesFor(endX(tile) - shiftX);
            for (int row = Grid.tileOf(startY(tile) - shiftY); row < endSourceRow; row++) {
                for (int column = Grid.tileOf(startX(tile) - shiftX); column < endSourceColumn; column++) {
                    hash = Versions.mix(hash, versions.of(grid.tile(column, row)));
                }
            }
        }
        return hash;
    }

    /** Copies within a picture. The order of rows and tiles is such that nothing is overwritten before it was read. */
    void apply(int[] pixels) {
        if (shiftY > 0) {
            for (int y = bottom - 1; y >= top; y--) {
                applyRow(pixels, y);
            }
        } else {
            for (int y = top; y < bottom; y++) {
                applyRow(pixels, y);
            }
        }
    }

    private void applyRow(int[] pixels, int y) {
        int base = Grid.tileOf(y) * grid.columns;
        if (shiftX > 0) {
            for (int column = endColumn - 1; column >= firstColumn; column--) {
                if (copied.has(base + column)) {
                    applySegment(pixels, y, column, column + 1);
                }
            }
            return;
        }
        int column = firstColumn;
        while (column < endColumn) {
            int end = column;
            while (end < endColumn && copied.has(base + end)) {
                end++;
            }
            if (end > column) {
                applySegment(pixels, y, column, end);
            }
            column = end + 1;
        }
    }

    private void applySegment(int[] pixels, int y, int column, int end) {
        int x = Math.max(left, column * Grid.TILE);
        int endX = Math.min(right, end * Grid.TILE);
        System.arraycopy(pixels, (y - shiftY) * grid.stride + x - shiftX, pixels, y * grid.stride + x, endX - x);
    }

    /** Adds what is changed to the damage of a part, as one rectangle. */
    void damage(PartDamage to) {
        int minColumn = endColumn;
        int maxColumn = firstColumn;
        int first = copied.next(0);
        int last = first;
        for (int tile = first; tile >= 0; tile = copied.next(tile + 1)) {
            minColumn = Math.min(minColumn, tile % grid.columns);
            maxColumn = Math.max(maxColumn, tile % grid.columns);
            last = tile;
        }
        if (first >= 0) {
            int x = Math.max(left, minColumn * Grid.TILE);
            int y = Math.max(top, first / grid.columns * Grid.TILE);
            int endX = Math.min(right, (maxColumn + 1) * Grid.TILE);
            int endY = Math.min(bottom, (last / grid.columns + 1) * Grid.TILE);
            to.addPixels(x, y, endX - x, endY - y);
        }
    }

    /** Writes it at a place of the bytes. */
    void write(ByteBuffer to, int at, long versions) {
        to.putShort(at, (short) shiftX).putShort(at + 2, (short) shiftY);
        to.putShort(at + 4, (short) left).putShort(at + 6, (short) top);
        to.putShort(at + 8, (short) (right - left)).putShort(at + 10, (short) (bottom - top));
        to.putLong(at + 12, versions);
        int bit = 0;
        int bits = 0;
        int place = at + Layout.COPY_HEADER;
        for (int row = firstRow; row < endRow; row++) {
            for (int column = firstColumn; column < endColumn; column++) {
                bits |= (copied.has(grid.tile(column, row)) ? 1 : 0) << bit;
                if (++bit == 8) {
                    to.put(place++, (byte) bits);
                    bit = 0;
                    bits = 0;
                }
            }
        }
        if (bit > 0) {
            to.put(place, (byte) bits);
        }
    }

    /**
     * Reads what {@link #write} wrote, from outside.
     *
     * @return how many bytes it took; -1 if it is not a copy within the picture
     */
    int read(ByteBuffer from, int at, int end) {
        if (end - at < Layout.COPY_HEADER
                || !begin(
                        from.getShort(at),
                        from.getShort(at + 2),
                        from.getShort(at + 4) & 0xffff,
                        from.getShort(at + 6) & 0xffff,
                        from.getShort(at + 8) & 0xffff,
                        from.getShort(at + 10) & 0xffff)
                || end - at < bytes()) {
            copied.clear();
            return -1;
        }
        int bit = 0;
        for (int row = firstRow; row < endRow; row++) {
            for (int column = firstColumn; column < endColumn; column++, bit++) {
                if ((from.get(at + Layout.COPY_HEADER + (bit >> 3)) >> (bit & 7) & 1) != 0) {
                    copied.add(grid.tile(column, row));
                }
            }
        }
        return bytes();
    }

    /** The hash of the versions in a copy that was read from there. */
    static long versionsMeant(ByteBuffer from, int at) {
        return from.getLong(at + 12);
    }

    private boolean isWhole(int tile) {
        int x = tile % grid.columns * Grid.TILE;
        int y = tile / grid.columns * Grid.TILE;
        return left <= x
                && top <= y
                && right >= Math.min(x + Grid.TILE, grid.width)
                && bottom >= Math.min(y + Grid.TILE, grid.height);
    }

    private int startX(int tile) {
        return Math.max(left, tile % grid.columns * Grid.TILE);
    }

    private int endX(int tile) {
        return Math.min(right, (tile % grid.columns + 1) * Grid.TILE);
    }

    private int startY(int tile) {
        return Math.max(top, tile / grid.columns * Grid.TILE);
    }

    private int endY(int tile) {
        return Math.min(bottom, (tile / grid.columns + 1) * Grid.TILE);
    }
}
