package dev.wavry.codec.tiles.internal;

import java.util.Arrays;

/** Finds out what a tile consists of: its colours, and which of them each pixel has. Reused; one thread. */
final class TileClassifier {
    private static final int MOST_COLOURS = 16;
    private static final int TABLE = 64;
    private static final int TABLE_SHIFT = 26;
    private static final int SPREAD = 0x9E3779B1;

    /** Fewer pixels than this that equal their left neighbour, and it is a photograph and not text. */
    private static final int LEAST_EQUAL = 72;

    private final int[] colours = new int[MOST_COLOURS];
    private final byte[] index = new byte[Grid.TILE_PIXELS];
    private final byte[] table = new byte[TABLE];
    private int count;

    /** The kind to code a tile as; afterwards {@link #count}, {@link #colour} and {@link #index} tell the palette. */
    int classify(int[] picture, int offset, int stride) {
        count = 0;
        if (isSolid(picture, offset, stride)) {
            return Layout.SOLID;
        }
        int last = ~picture[offset];
        byte lastIndex = 0;
        Arrays.fill(table, (byte) 0);
        for (int row = 0, at = offset, place = 0; row < Grid.TILE; row++, at += stride) {
            for (int x = at; x < at + Grid.TILE; x++, place++) {
                int colour = picture[x];
                if (colour != last) {
                    int found = find(colour);
                    if (found < 0) {
                        return manyColours(picture, offset, stride);
                    }
                    last = colour;
                    lastIndex = (byte) found;
                }
                index[place] = lastIndex;
            }
        }
        return count == 2 ? Layout.TWO_COLOURS : count <= 4 ? Layout.FOUR_COLOURS : Layout.SIXTEEN_COLOURS;
    }

    /** Whole rows are compared at once, so that paper around text costs next to nothing. */
    private static boolean isSolid(int[] picture, int offset, int stride) {
        int rest = Grid.TILE - 1;
        if (Arrays.mismatch(picture, offset, offset + rest, picture, offset + 1, offset + 1 + rest) >= 0) {
            return false;
        }
        for (int row = 1, at = offset + stride; row < Grid.TILE; row++, at += stride) {
            if (!Arrays.equals(picture, offset, offset + Grid.TILE, picture, at, at + Grid.TILE)) {
                return false;
            }
        }
        return true;
    }

    private int find(int colour) {
        int place = colour * SPREAD >>> TABLE_SHIFT;
        while (table[place] != 0) {
            int known = table[place] - 1;
            if (colours[known] == colour) {
                return known;
            }
            place = place + 1 & TABLE - 1;
        }
        if (count == MOST_COLOURS) {
            return -1;
        }
        colours[count++] = colour;
        table[place] = (byte) count;
        return count - 1;
    }

    private static int manyColours(int[] picture, int offset, int stride) {
        int equal = 0;
        for (int row = 0, at = offset; row < Grid.TILE; row++, at += stride) {
            for (int x = at + 1; x < at + Grid.TILE; x++) {
                equal += picture[x] == picture[x - 1] ? 1 : 0;
            }
        }
        return equal < LEAST_EQUAL ? Layout.PHOTO : Layout.PLAIN;
    }

    int count() {
        return count;
    }

    int colour(int place) {
        return colours[place];
    }

    /** Which colour a pixel has, counted row by row. */
    int index(int pixel) {
        return index[pixel];
    }
}
