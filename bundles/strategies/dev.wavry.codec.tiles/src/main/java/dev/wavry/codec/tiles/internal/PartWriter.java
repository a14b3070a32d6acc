package dev.wavry.codec.tiles.internal;

import com.github.luben.zstd.ZstdCompressCtx;
import dev.wavry.buffer.NativeMemory;
import dev.wavry.spi.media.Region;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import org.jspecify.annotations.Nullable;

/** Puts a part together: tiles in ascending order, perhaps after a copy. One thread. */
final class PartWriter implements AutoCloseable {
    /** Packed bytes that a part is meant to have: several datagrams at most, and the next is packed while it travels. */
    private static final int TARGET_BYTES = 20_000;

    /** What a tile of each kind packs to, roughly, in the order of the kinds; measured on text and photographs. */
    private static final int[] PACKED_BYTES = {4, 20, 32, 64, 130, 340, 8, 40};

    /** Packing less than this makes it longer. */
    private static final int LEAST_TO_PACK = 40;

    private static final int LEVEL = 1;
    private static final int MOST_TAIL = Layout.MOST_TILES * (Layout.RUN + 1);
    private static final int MOST_TILE = Layout.PLAIN_BYTES + Integer.BYTES + Short.BYTES;

    private final Grid grid;
    private final ZstdCompressCtx packer = new ZstdCompressCtx()
            .setLevel(LEVEL)
            .setMagicless(true)
            .setContentSize(false)
            .setChecksum(false);
    private final ByteBuffer body = NativeMemory.allocate(Layout.MOST_BODY).order(ByteOrder.LITTLE_ENDIAN);
    private final IntBuffer bodyInts = body.asIntBuffer();
    private final TileClassifier classifier = new TileClassifier();
    private final PartDamage damage;
    private final int[] tiles = new int[Layout.MOST_TILES];
    private final byte[] said = new byte[Layout.MOST_TILES];
    private final int[] slots = new int[Layout.MOST_TILES];
    private int count;
    private int at;
    private int expectedBytes;
    private boolean copying;

    PartWriter(Grid grid) {
        this.grid = grid;
        damage = new PartDamage(grid);
    }

    /** Begins an empty part. */
    void begin() {
        count = 0;
        at = 0;
        expectedBytes = 0;
        copying = false;
        damage.clear();
    }

    boolean isEmpty() {
        return count == 0 && !copying;
    }

    boolean isFull() {
        return count == Layout.MOST_TILES
                || expectedBytes >= TARGET_BYTES
                || at > Layout.MOST_BODY - MOST_TAIL - MOST_TILE;
    }

    /** Says what is copied; before any tile. False if it does not fit. */
    boolean copy(Copy copy, long versions) {
        if (copy.bytes() > Layout.MOST_BODY / 2) {
            return false;
        }
        copying = true;
        copy.write(body, at, versions);
        at += copy.bytes();
        copy.damage(damage);
        return true;
    }

    /**
     * Adds a tile; not if it is full.
     *
     * @param coarsely whether a photograph may be sent roughly for now
     * @param toKeep slot for what the tile showed before; negative for none
     * @param kept where it may come from; null if it must stand for itself
     */
    void add(int tile, int[] picture, boolean coarsely, int toKeep, @Nullable KeptTiles kept) {
        int offset = grid.offset(tile);
        int kind = classifier.classify(picture, offset, grid.stride);
        int slot = kind == Layout.SOLID || kept == null ? -1 : kept.find(picture, offset, grid.stride);
        if (slot < 0 && kind == Layout.PHOTO && coarsely) {
            kind = Layout.ROUGH;
        }
        if (toKeep >= 0) {
            body.putShort(at, (short) toKeep);
            at += Short.BYTES;
        }
        if (slot >= 0 && kept != null) {
            kind = Layout.KEPT;
            putKept(slot, kept);
        } else {
            put(kind, picture, offset);
        }
        tiles[count] = tile;
        slots[count] = slot;
        said[count++] = (byte) (toKeep >= 0 ? kind | Layout.KEEP : kind);
        expectedBytes += PACKED_BYTES[kind];
    }

    private void putKept(int slot, KeptTiles kept) {
        body.putShort(at, (short) slot).putInt(at + 2, kept.keptBy(slot)).putInt(at + 6, kept.version(slot));
        at += Layout.KEPT_BYTES;
    }

    private void put(int kind, int[] picture, int offset) {
        switch (kind) {
            case Layout.SOLID -> at = TileBytes.putColour(body, at, picture[offset]);
            case Layout.PLAIN -> {
                int ints = at + Integer.BYTES - 1 >> 2;
                body.putInt(at, 0);
                at = TileBytes.putPlain(bodyInts, ints, picture, offset, grid.stride) * Integer.BYTES;
            }
            case Layout.PHOTO -> at = TileBytes.putPhoto(body, at, picture, offset, grid.stride);
            case Layout.ROUGH -> at = TileBytes.putRough(body, at, picture, offset, grid.stride);
            default -> at = TileBytes.putPalette(body, at, kind, classifier);
        }
    }

    int count() {
        return count;
    }

    int tile(int index) {
        return tiles[index];
    }

    boolean isRough(int index) {
        return (said[index] & Layout.KIND_MASK) == Layout.ROUGH;
    }

    boolean isSolid(int index) {
        return (said[index] & Layout.KIND_MASK) == Layout.SOLID;
    }

    boolean keeps(int index) {
        return (said[index] & Layout.KEEP) != 0;
    }

    /** The slot that a tile comes from; negative if none. */
    int slot(int index) {
        return slots[index];
    }

    /** Exactly what the part changes; after {@link #finish}. */
    Region damage() {
        return damage.region();
    }

    /** Writes the whole part from the beginning of a buffer, whose limit is then its end. */
    void finish(ByteBuffer to, int number, boolean key) {
        int runs = putRuns();
        for (int i = 0; i < count; i++) {
            body.put(at++, said[i]);
        }
        to.clear();
        int header = key ? Layout.KEY_HEADER : Layout.HEADER;
        int packed = at < LEAST_TO_PACK ? at : pack(to, header);
        if (packed >= at) {
            packed = at;
            to.put(header, body, 0, at);
        }
        int flags = (key ? Layout.KEY : 0) | (copying ? Layout.COPY : 0) | (packed < at ? Layout.PACKED : 0);
        to.put(Layout.FLAGS_AT, (byte) flags).put(Layout.FORMAT_AT, (byte) Layout.FORMAT);
        to.putShort(Layout.TILES_AT, (short) count).putShort(Layout.RUNS_AT, (short) runs);
        to.putInt(Layout.NUMBER_AT, number).putInt(Layout.BODY_AT, at);
        if (key) {
            to.putShort(Layout.HEADER, (short) grid.width).putShort(Layout.HEADER + 2, (short) grid.height);
        }
        to.limit(header + packed);
    }

    private int pack(ByteBuffer to, int header) {
        return packer.compressDirectByteBuffer(to, header, to.capacity() - header, body, 0, at);
    }

    private int putRuns() {
        int runs = 0;
        for (int i = 0; i < count; runs++) {
            int row = tiles[i] / grid.columns;
            int column = tiles[i] % grid.columns;
            int length = 1;
            while (i + length < count
                    && tiles[i + length] == tiles[i] + length
                    && column + length < grid.columns
                    && length < Layout.MOST_IN_RUN) {
                length++;
            }
            body.putShort(at, (short) row).putShort(at + 2, (short) column).put(at + 4, (byte) length);
            at += Layout.RUN;
            damage.addRun(column, row, length);
            i += length;
        }
        return runs;
    }

    @Override
    public void close() {
        packer.close();
    }
}
