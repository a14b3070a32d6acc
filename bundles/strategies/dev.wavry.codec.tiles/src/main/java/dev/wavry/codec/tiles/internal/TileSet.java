package dev.wavry.codec.tiles.internal;

/** A set of tiles as bits, so that 64 of them are asked in one step. One thread. */
final class TileSet {
    private final long[] bits;
    private int count;

    TileSet(int tiles) {
        bits = new long[tiles + 63 >> 6];
    }

    boolean has(int tile) {
        return (bits[tile >> 6] >> tile & 1) != 0;
    }

    void add(int tile) {
        if (!has(tile)) {
            bits[tile >> 6] |= 1L << tile;
            count++;
        }
    }

    void remove(int tile) {
        if (has(tile)) {
            bits[tile >> 6] &= ~(1L << tile);
            count--;
        }
    }

    /** Makes it all tiles below a number. */
    void fill(int tiles) {
        for (int tile = 0; tile < tiles; tile++) {
            add(tile);
        }
    }

    void clear() {
        if (count > 0) {
            java.util.Arrays.fill(bits, 0);
            count = 0;
        }
    }

    int count() {
        return count;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** The first tile of the set from {@code tile} on; -1 if there is none. */
    int next(int tile) {
        int word = tile >> 6;
        if (word >= bits.length) {
            return -1;
        }
        long left = bits[word] & -1L << tile;
        while (left == 0) {
            if (++word == bits.length) {
                return -1;
            }
            left = bits[word];
        }
        return (word << 6) + Long.numberOfTrailingZeros(left);
    }
}
