package dev.wavry.codec.tiles.internal;

import dev.wavry.spi.codec.Decoded;
import dev.wavry.spi.media.Region;

/** The decoder's picture, the versions of its tiles and what it keeps; parts are applied as a whole or not at all. One thread. */
final class FarPicture {
    final int[] pixels;
    private final Grid grid;
    private final Versions versions;
    private final Slots slots = new Slots();
    private final PartDamage damage;
    private int missing;

    FarPicture(Grid grid) {
        this.grid = grid;
        pixels = grid.newPicture();
        versions = new Versions(grid.tiles);
        damage = new PartDamage(grid);
        missing = grid.tiles;
    }

    /** Forgets everything. */
    void startOver() {
        versions.clear();
        slots.clear();
        missing = grid.tiles;
    }

    /** True once every tile was painted. */
    boolean isWhole() {
        return missing == 0;
    }

    /** Applies a part unless it refers to what is not here; tiles that a newer part painted stay as they are. */
    Decoded apply(PartReader part) {
        damage.clear();
        Copy copy = part.copy();
        boolean copies = isNewAnywhere(copy, part.number());
        if (copies && copy.versions(versions) != part.versionsMeant() || lacksSlots(part)) {
            return Decoded.NOT_APPLIED;
        }
        if (copies) {
            copy(copy, part.number());
        }
        paint(part);
        return Decoded.TAKEN;
    }

    private boolean isNewAnywhere(Copy copy, int number) {
        for (int tile = copy.next(0); tile >= 0; tile = copy.next(tile + 1)) {
            if (versions.of(tile) < number) {
                return true;
            }
        }
        return false;
    }

    private boolean lacksSlots(PartReader part) {
        for (int i = 0; i < part.count(); i++) {
            if (versions.of(part.tile(i)) < part.number() && part.lacks(i, slots)) {
                return true;
            }
        }
        return false;
    }

    private void copy(Copy copy, int number) {
        for (int tile = copy.next(0); tile >= 0; tile = copy.next(tile + 1)) {
            if (versions.of(tile) >= number) {
                copy.remove(tile);
            }
        }
        copy.apply(pixels);
        for (int tile = copy.next(0); tile >= 0; tile = copy.next(tile + 1)) {
            painted(tile, number);
        }
        copy.damage(damage);
    }

    private void paint(PartReader part) {
        int number = part.number();
        int first = 0;
        int length = 0;
        for (int i = 0; i < part.count(); i++) {
            int tile = part.tile(i);
            if (versions.of(tile) < number) {
                keep(part.slotToKeep(i), tile, number);
                part.paint(i, pixels, slots);
                painted(tile, number);
                if (tile != first + length || tile % grid.columns == 0) {
                    addRun(first, length);
                    first = tile;
                    length = 0;
                }
                length++;
            }
        }
        addRun(first, length);
    }

    /** Tiles side by side as one, because whoever shows them pays for each rectangle. */
    private void addRun(int first, int length) {
        if (length > 0) {
            damage.addRun(first % grid.columns, first / grid.columns, length);
        }
    }

    private void keep(int slot, int tile, int number) {
        if (slot >= 0 && slots.keptBy(slot) < number) {
            slots.put(slot, number, versions.of(tile), pixels, grid.offset(tile), grid.stride);
        }
    }

    private void painted(int tile, int number) {
        if (versions.of(tile) == 0) {
            missing--;
        }
        versions.set(tile, number);
    }

    /** What the last part changed; belongs to this object. */
    Region damage() {
        return damage.region();
    }
}
