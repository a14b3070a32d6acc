package dev.wavry.codec.tiles.internal;

import org.jspecify.annotations.Nullable;

/**
 * Tiles that were shown once and may come back: the pixels, the version that was kept and the number of the part that said so.
 * Both ends have one. Memory is made as slots are used for the first time, at most 16 MB. One thread.
 */
final class Slots {
    private static final int CHUNK = 256;

    private final int[] @Nullable [] chunks = new int[Layout.SLOTS / CHUNK][];
    private final int[] keptBy = new int[Layout.SLOTS];
    private final int[] version = new int[Layout.SLOTS];
    private int end;

    /** Keeps a tile of a picture. */
    void put(int slot, int part, int tileVersion, int[] picture, int offset, int stride) {
        int[] chunk = chunks[slot / CHUNK];
        if (chunk == null) {
            chunk = new int[CHUNK * Grid.TILE_PIXELS];
            chunks[slot / CHUNK] = chunk;
        }
        int to = slot % CHUNK * Grid.TILE_PIXELS;
        for (int row = 0, from = offset; row < Grid.TILE; row++, from += stride, to += Grid.TILE) {
            System.arraycopy(picture, from, chunk, to, Grid.TILE);
        }
        keptBy[slot] = part;
        version[slot] = tileVersion;
        end = Math.max(end, slot + 1);
    }

    /** True if the slot holds exactly what that part kept at that version. */
    boolean holds(int slot, int part, int tileVersion) {
        return part > 0 && keptBy[slot] == part && version[slot] == tileVersion;
    }

    /** Copies the tile of a slot that holds one into a picture. */
    void get(int slot, int[] picture, int offset, int stride) {
        int[] chunk = chunks[slot / CHUNK];
        if (chunk == null) {
            return;
        }
        int from = slot % CHUNK * Grid.TILE_PIXELS;
        for (int row = 0, to = offset; row < Grid.TILE; row++, from += Grid.TILE, to += stride) {
            System.arraycopy(chunk, from, picture, to, Grid.TILE);
        }
    }

    /** True if the slot shows the same pixels. */
    boolean same(int slot, int[] picture, int offset, int stride) {
        int[] chunk = chunks[slot / CHUNK];
        if (chunk == null) {
            return false;
        }
        int from = slot % CHUNK * Grid.TILE_PIXELS;
        for (int row = 0, at = offset; row < Grid.TILE; row++, from += Grid.TILE, at += stride) {
            if (!java.util.Arrays.equals(picture, at, at + Grid.TILE, chunk, from, from + Grid.TILE)) {
                return false;
            }
        }
        return true;
    }

    /** Number of the part that kept it; 0 if it holds nothing that may be referred to. */
    int keptBy(int slot) {
        return keptBy[slot];
    }

    void keptBy(int slot, int part) {
        keptBy[slot] = part;
    }

    int version(int slot) {
        return version[slot];
    }

    /** Forgets everything but the memory. */
    void clear() {
        java.util.Arrays.fill(keptBy, 0, end, 0);
        end = 0;
    }
}
