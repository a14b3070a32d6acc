package dev.wavry.codec.tiles.internal;

import java.nio.ByteBuffer;
import java.nio.IntBuffer;

/** The pixels of one tile as bytes, written and read; every method answers where the bytes end. */
final class TileBytes {
    private static final int SQUARES = Grid.TILE / Layout.ROUGH_SIDE;
    private static final int SQUARE_SHIFT = 4;

    private TileBytes() {}

    static int putColour(ByteBuffer to, int at, int colour) {
        to.put(at, (byte) colour).put(at + 1, (byte) (colour >> 8)).put(at + 2, (byte) (colour >> 16));
        return at + Layout.COLOUR;
    }

    static int colour(ByteBuffer from, int at) {
        return from.get(at) & 255 | (from.get(at + 1) & 255) << 8 | (from.get(at + 2) & 255) << 16;
    }

    /** Number of colours, the colours, then the index of each pixel in as few bits as the kind has, lowest first. */
    static int putPalette(ByteBuffer to, int at, int kind, TileClassifier tile) {
        to.put(at++, (byte) tile.count());
        for (int i = 0; i < tile.count(); i++) {
            at = putColour(to, at, tile.colour(i));
        }
        int bits = Layout.bits(kind);
        int inLong = Long.SIZE / bits;
        for (int pixel = 0; pixel < Grid.TILE_PIXELS; at += Long.BYTES) {
            long word = 0;
            for (int i = 0; i < inLong; i++, pixel++) {
                word |= (long) tile.index(pixel) << i * bits;
            }
            to.putLong(at, word);
        }
        return at;
    }

    static int getPalette(ByteBuffer from, int at, int kind, int[] palette, int[] picture, int offset, int stride) {
        int colours = from.get(at++);
        for (int i = 0; i < colours; i++, at += Layout.COLOUR) {
            palette[i] = colour(from, at);
        }
        int bits = Layout.bits(kind);
        int mask = (1 << bits) - 1;
        for (int row = 0, to = offset; row < Grid.TILE; row++, to += stride) {
            // A row of pixels is 2, 4 or 8 bytes.
            long word = bits == 1
                    ? from.getShort(at) & 0xffff
                    : bits == 2 ? from.getInt(at) & 0xffffffffL : from.getLong(at);
            at += 2 * bits;
            for (int x = to; x < to + Grid.TILE; x++, word >>>= bits) {
                picture[x] = palette[(int) word & mask];
            }
        }
        return at;
    }

    /** Pixels as they are; {@code ints} is {@code at} counted in whole pixels. */
    static int putPlain(IntBuffer to, int ints, int[] picture, int offset, int stride) {
        for (int row = 0, from = offset; row < Grid.TILE; row++, from += stride) {
            to.put(ints + row * Grid.TILE, picture, from, Grid.TILE);
        }
        return ints + Grid.TILE_PIXELS;
    }

    static int getPlain(IntBuffer from, int ints, int[] picture, int offset, int stride) {
        for (int row = 0, to = offset; row < Grid.TILE; row++, to += stride) {
            from.get(ints + row * Grid.TILE, picture, to, Grid.TILE);
        }
        return ints + Grid.TILE_PIXELS;
    }

    /** Green, blue less green, red less green, each as the difference to the pixel before; the colours of a photograph. */
    static int putPhoto(ByteBuffer to, int at, int[] picture, int offset, int stride) {
        int above = 0;
        for (int row = 0, from = offset; row < Grid.TILE; row++, from += stride) {
            int before = above;
            above = picture[from];
            for (int x = from; x < from + Grid.TILE; x++, at++) {
                int pixel = picture[x];
                int green = (pixel >> 8) - (before >> 8);
                to.put(at, (byte) green);
                to.put(at + Grid.TILE_PIXELS, (byte) (pixel - before - green));
                to.put(at + 2 * Grid.TILE_PIXELS, (byte) ((pixel >> 16) - (before >> 16) - green));
                before = pixel;
            }
        }
        return at + 2 * Grid.TILE_PIXELS;
    }

    static int getPhoto(ByteBuffer from, int at, int[] picture, int offset, int stride) {
        int above = 0;
        for (int row = 0, to = offset; row < Grid.TILE; row++, to += stride) {
            int blue = above & 255;
            int green = above >> 8 & 255;
            int red = above >> 16;
            for (int x = to; x < to + Grid.TILE; x++, at++) {
                int change = from.get(at);
                green = green + change & 255;
                blue = blue + from.get(at + Grid.TILE_PIXELS) + change & 255;
                red = red + from.get(at + 2 * Grid.TILE_PIXELS) + change & 255;
                picture[x] = red << 16 | green << 8 | blue;
            }
            above = picture[to];
        }
        return at + 2 * Grid.TILE_PIXELS;
    }

    /** The mean colour of each square. */
    static int putRough(ByteBuffer to, int at, int[] picture, int offset, int stride) {
        for (int square = 0; square < SQUARES * SQUARES; square++) {
            int from = offset + square / SQUARES * Layout.ROUGH_SIDE * stride + square % SQUARES * Layout.ROUGH_SIDE;
            int redAndBlue = 0;
            int green = 0;
            for (int y = 0; y < Layout.ROUGH_SIDE; y++, from += stride) {
                for (int x = from; x < from + Layout.ROUGH_SIDE; x++) {
                    redAndBlue += picture[x] & 0xff00ff;
                    green += picture[x] & 0xff00;
                }
            }
            at = putColour(to, at, redAndBlue >> SQUARE_SHIFT & 0xff00ff | green >> SQUARE_SHIFT & 0xff00);
        }
        return at;
    }

    static int getRough(ByteBuffer from, int at, int[] picture, int offset, int stride) {
        for (int square = 0; square < SQUARES * SQUARES; square++, at += Layout.COLOUR) {
            int colour = colour(from, at);
            int to = offset + square / SQUARES * Layout.ROUGH_SIDE * stride + square % SQUARES * Layout.ROUGH_SIDE;
            for (int y = 0; y < Layout.ROUGH_SIDE; y++, to += stride) {
                java.util.Arrays.fill(picture, to, to + Layout.ROUGH_SIDE, colour);
            }
        }
        return at;
    }

    static void fill(int colour, int[] picture, int offset, int stride) {
        for (int row = 0, to = offset; row < Grid.TILE; row++, to += stride) {
            java.util.Arrays.fill(picture, to, to + Grid.TILE, colour);
        }
    }
}
