package dev.wavry.codec.tiles.internal;

import dev.wavry.spi.codec.CodecId;
import dev.wavry.spi.media.PixelFormat;

/** Names and numbers of the byte format that both ends share; {@code docs/tiles.md} explains them. */
final class Layout {
    static final String IMPLEMENTATION = "tiles";
    static final CodecId CODEC = new CodecId("tiles");
    static final PixelFormat PIXELS = PixelFormat.BGR0;

    /** Bits of the first byte. */
    static final int KEY = 1;

    static final int COPY = 2;
    static final int PACKED = 4;
    static final int KNOWN_FLAGS = KEY | COPY | PACKED;

    /** Offsets in the header. */
    static final int FLAGS_AT = 0;

    static final int FORMAT_AT = 1;
    static final int TILES_AT = 2;
    static final int NUMBER_AT = 4;
    static final int BODY_AT = 8;
    static final int RUNS_AT = 12;
    static final int HEADER = 14;
    /** Width and height, 16 bits each, follow the header of a key part. */
    static final int KEY_HEADER = HEADER + 4;

    static final int FORMAT = 1;

    /** Row, first column, 16 bits each, and how many tiles side by side. */
    static final int RUN = 5;

    static final int MOST_IN_RUN = 255;

    /** Shift of the tile by x and y, left, top, width and height of what is shifted, and the hash of the versions meant. */
    static final int COPY_HEADER = 6 * Short.BYTES + Long.BYTES;

    /** What is said of a tile: the kind in the lower bits. */
    static final int KIND_MASK = 15;

    /** The decoder keeps what the tile showed before; the slot for it comes first. */
    static final int KEEP = 16;

    static final int SOLID = 0;
    static final int TWO_COLOURS = 1;
    static final int FOUR_COLOURS = 2;
    static final int SIXTEEN_COLOURS = 3;
    static final int PLAIN = 4;
    static final int PHOTO = 5;
    static final int KEPT = 6;
    static final int ROUGH = 7;
    static final int KINDS = 8;

    static final int COLOUR = 3;
    static final int PLAIN_BYTES = Grid.TILE_PIXELS * Integer.BYTES;
    static final int PHOTO_BYTES = Grid.TILE_PIXELS * COLOUR;
    /** Slot, number of the part that kept it, version that was kept. */
    static final int KEPT_BYTES = Short.BYTES + 2 * Integer.BYTES;
    /** A rough tile is squares of this side. */
    static final int ROUGH_SIDE = 4;

    static final int ROUGH_BYTES = Grid.TILE_PIXELS / (ROUGH_SIDE * ROUGH_SIDE) * COLOUR;

    /** Limits of a part, so that both ends can make all memory when they open. */
    static final int MOST_TILES = 512;

    static final int MOST_BODY = 1 << 18;

    /** Tiles of earlier content that both ends keep. */
    static final int SLOTS = 16384;

    /** Numbers of parts end here; at 1000 parts a second that is 24 days. */
    static final int LAST_NUMBER = Integer.MAX_VALUE - 1;

    private Layout() {}

    /** Bits for one pixel of a kind with a palette. */
    static int bits(int kind) {
        return 1 << kind - TWO_COLOURS;
    }

    /** Bytes that the copy of an area takes: its header and one bit for each tile it touches. */
    static int copyBytes(int tiles) {
        return COPY_HEADER + (tiles + 7 >> 3);
    }
}
