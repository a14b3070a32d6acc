package dev.wavry.codec.tiles.internal;

/**
 * What the encoder knows of the far side, tile by tile: what it was sent last, and what it is owed. A tile that is neither due
 * nor rough shows there what it shows here, or its loss is still to be told. One thread.
 */
final class TileStates {
    private static final int NONE = -1;

    final TileSet due;
    final TileSet rough;
    /** Due and part of a small change, which goes first. */
    final TileSet urgent;

    /** Due or rough: nothing may refer to what the far side shows there. */
    final TileSet unknown;

    /** What was sent there last is one colour. */
    final TileSet solid;

    final Versions versions;
    private final int tiles;
    private final long[] changedNanos;
    private final int[] slotToKeep;
    private final int[] slotShown;
    private int never;
    private int lastStartingPart;

    TileStates(Grid grid) {
        tiles = grid.tiles;
        due = new TileSet(tiles);
        rough = new TileSet(tiles);
        unknown = new TileSet(tiles);
        urgent = new TileSet(tiles);
        solid = new TileSet(tiles);
        versions = new Versions(tiles);
        changedNanos = new long[tiles];
        slotToKeep = new int[tiles];
        slotShown = new int[tiles];
        startOver();
    }

    /** Nothing was ever sent. */
    void startOver() {
        due.fill(tiles);
        unknown.fill(tiles);
        rough.clear();
        urgent.clear();
        solid.clear();
        versions.clear();
        java.util.Arrays.fill(slotToKeep, NONE);
        java.util.Arrays.fill(slotShown, NONE);
        never = tiles;
        lastStartingPart = 0;
    }

    /** True until every tile was sent once. */
    boolean isStarting() {
        return never > 0;
    }

    boolean isSettled() {
        return unknown.isEmpty();
    }

    /** The picture changed there. */
    void changed(int tile, long nowNanos) {
        changedNanos[tile] = nowNanos;
        owe(tile);
    }

    private void owe(int tile) {
        due.add(tile);
        rough.remove(tile);
        unknown.add(tile);
    }

    long changedNanos(int tile) {
        return changedNanos[tile];
    }

    /** Which slot is to keep what the far side shows there, before it is painted over; negative if none. */
    int slotToKeep(int tile) {
        return slotToKeep[tile];
    }

    void slotToKeep(int tile, int slot) {
        slotToKeep[tile] = slot;
    }

    /**
     * A part with this tile is under way.
     *
     * @param slot where it comes from, negative if from nowhere
     */
    void sent(int tile, int part, boolean roughly, int slot) {
        solid.remove(tile);
        if (versions.of(tile) == 0) {
            never--;
            lastStartingPart = part;
        }
        versions.set(tile, part);
        slotToKeep[tile] = NONE;
        slotShown[tile] = slot;
        due.remove(tile);
        urgent.remove(tile);
        if (roughly) {
            rough.add(tile);
            unknown.add(tile);
        } else {
            rough.remove(tile);
            unknown.remove(tile);
        }
    }

    /** Parts did not arrive or were not applied: what they carried is due, and what they relied on is not relied on again. */
    void invalidate(int first, int last, KeptTiles kept) {
        for (int tile = 0; tile < tiles; tile++) {
            int version = versions.of(tile);
            if (version >= first && version <= last) {
                kept.forget(slotShown[tile]);
                kept.forget(slotToKeep[tile]);
                slotShown[tile] = NONE;
                slotToKeep[tile] = NONE;
                owe(tile);
                startAgain(tile);
            }
        }
    }

    /** Perhaps nothing of the start arrived; then the far side still waits for parts that belong to one. */
    private void startAgain(int tile) {
        if (versions.of(tile) <= lastStartingPart) {
            versions.set(tile, 0);
            never++;
        }
    }
}
