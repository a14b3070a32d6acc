package dev.wavry.codec.tiles.internal;

/**
 * The encoder's side of the slots: finds a tile by its content, and says which slot keeps what is about to be painted over.
 * Slots are used in a ring, so that nobody has to agree on what is forgotten. One thread.
 */
final class KeptTiles {
    private static final int NONE = -1;
    private static final int HEADS = Layout.SLOTS;

    private final Slots slots = new Slots();
    private final long[] hash = new long[Layout.SLOTS];
    private final int[] owner = new int[Layout.SLOTS];
    private final int[] next = new int[Layout.SLOTS];
    private final int[] head = new int[HEADS];
    private final boolean[] listed = new boolean[Layout.SLOTS];
    private int ring;
    private int used;

    KeptTiles() {
        java.util.Arrays.fill(head, NONE);
    }

    /** A slot that the far side holds and that shows the same pixels; negative if there is none. */
    int find(int[] picture, int offset, int stride) {
        if (used == 0) {
            return NONE;
        }
        long wanted = hash(picture, offset, stride);
        for (int slot = head[bucket(wanted)]; slot != NONE; slot = next[slot]) {
            if (hash[slot] == wanted && slots.keptBy(slot) > 0 && slots.same(slot, picture, offset, stride)) {
                return slot;
            }
        }
        return NONE;
    }

    /**
     * Remembers a tile that the far side shows and that is about to change there.
     *
     * @return the slot, of which the far side does not know before {@link #sent}; negative if it has the tile already
     */
    int keep(int tile, int tileVersion, int[] picture, int offset, int stride) {
        long content = hash(picture, offset, stride);
        for (int slot = head[bucket(content)]; slot != NONE; slot = next[slot]) {
            if (hash[slot] == content && slots.same(slot, picture, offset, stride)) {
                return NONE;
            }
        }
        int slot = ring;
        ring = (ring + 1) % Layout.SLOTS;
        forget(slot);
        slots.put(slot, 0, tileVersion, picture, offset, stride);
        owner[slot] = tile;
        list(slot, content);
        return slot;
    }

    /** True if the slot still waits for the part that paints over this tile. */
    boolean isFor(int slot, int tile) {
        return slot >= 0 && listed[slot] && owner[slot] == tile && slots.keptBy(slot) == 0;
    }

    /** A part that says that the far side keeps it is under way. */
    void sent(int slot, int part) {
        slots.keptBy(slot, part);
    }

    int keptBy(int slot) {
        return slots.keptBy(slot);
    }

    int version(int slot) {
        return slots.version(slot);
    }

    /** The far side may not have what these parts kept. */
    void invalidate(int first, int last) {
        for (int slot = 0; slot < Layout.SLOTS && used > 0; slot++) {
            if (listed[slot] && slots.keptBy(slot) >= first && slots.keptBy(slot) <= last) {
                forget(slot);
            }
        }
    }

    /** Nobody refers to this slot from now on. */
    void forget(int slot) {
        if (slot < 0 || !listed[slot]) {
            return;
        }
        listed[slot] = false;
        used--;
        int bucket = bucket(hash[slot]);
        if (head[bucket] == slot) {
            head[bucket] = next[slot];
            return;
        }
        int before = head[bucket];
        while (next[before] != slot) {
            before = next[before];
        }
        next[before] = next[slot];
    }

    /** Forgets everything. */
    void clear() {
        java.util.Arrays.fill(head, NONE);
        java.util.Arrays.fill(listed, false);
        used = 0;
        slots.clear();
    }

    private void list(int slot, long content) {
        hash[slot] = content;
        int bucket = bucket(content);
        next[slot] = head[bucket];
        head[bucket] = slot;
        listed[slot] = true;
        used++;
    }

    private static int bucket(long hash) {
        return (int) (hash >>> 40) & HEADS - 1;
    }

    /** Four sums side by side, because each waits for the multiplication before it. */
    static long hash(int[] picture, int offset, int stride) {
        long a = 1;
        long b = 2;
        long c = 3;
        long d = 4;
        for (int row = 0, at = offset; row < Grid.TILE; row++, at += stride) {
            for (int x = at; x < at + Grid.TILE; x += 4) {
                a = (a ^ picture[x]) * 0x9E3779B97F4A7C15L;
                b = (b ^ picture[x + 1]) * 0xC2B2AE3D27D4EB4FL;
                c = (c ^ picture[x + 2]) * 0x165667B19E3779F9L;
                d = (d ^ picture[x + 3]) * 0xD6E8FEB86659FD93L;
            }
        }
        return Long.rotateLeft(a, 17) ^ Long.rotateLeft(b, 31) ^ Long.rotateLeft(c, 43) ^ d ^ d >>> 32;
    }
}
