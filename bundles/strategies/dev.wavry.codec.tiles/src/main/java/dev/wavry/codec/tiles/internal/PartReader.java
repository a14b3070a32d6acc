package dev.wavry.codec.tiles.internal;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import dev.wavry.buffer.NativeMemory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;

/** Reads a part from outside: after {@link #read} answered true every number in it is within its limits. One thread. */
final class PartReader implements AutoCloseable {
    private final Grid grid;
    private final ZstdDecompressCtx unpacker = new ZstdDecompressCtx().setMagicless(true);
    private final ByteBuffer body = NativeMemory.allocate(Layout.MOST_BODY).order(ByteOrder.LITTLE_ENDIAN);
    private final IntBuffer bodyInts = body.asIntBuffer();
    private final int[] tiles = new int[Layout.MOST_TILES];
    private final int[] said = new int[Layout.MOST_TILES];
    private final int[] places = new int[Layout.MOST_TILES];
    private final int[] palette = new int[1 << Byte.SIZE];
    private final Copy copy;
    private int flags;
    private int count;
    private int number;
    private int bodyBytes;
    private int runs;

    PartReader(Grid grid) {
        this.grid = grid;
        copy = new Copy(grid);
    }

    /** Takes a part apart without using it; false if it is not a part of a picture of this size. */
    boolean read(ByteBuffer part) {
        copy.clear();
        return readHeader(part) && unpack(part) && readBody();
    }

    private boolean readHeader(ByteBuffer part) {
        int start = part.position();
        if (part.remaining() < Layout.HEADER || part.get(start + Layout.FORMAT_AT) != Layout.FORMAT) {
            return false;
        }
        flags = part.get(start + Layout.FLAGS_AT);
        count = unsignedShort(part, start + Layout.TILES_AT);
        number = unsignedInt(part, start + Layout.NUMBER_AT);
        bodyBytes = unsignedInt(part, start + Layout.BODY_AT);
        runs = unsignedShort(part, start + Layout.RUNS_AT);
        boolean inLimits = (flags & ~Layout.KNOWN_FLAGS) == 0
                && count <= Layout.MOST_TILES
                && runs <= count
                && number > 0
                && number <= Layout.LAST_NUMBER
                && bodyBytes >= 0
                && bodyBytes <= Layout.MOST_BODY;
        return inLimits && (!isKey() || hasSize(part, start));
    }

    private boolean hasSize(ByteBuffer part, int start) {
        return part.remaining() >= Layout.KEY_HEADER
                && unsignedShort(part, start + Layout.HEADER) == grid.width
                && unsignedShort(part, start + Layout.HEADER + 2) == grid.height;
    }

    /** The order of bytes of the buffer is not ours to change. */
    private static int unsignedShort(ByteBuffer from, int at) {
        return from.get(at) & 255 | (from.get(at + 1) & 255) << 8;
    }

    private static int unsignedInt(ByteBuffer from, int at) {
        return unsignedShort(from, at) | unsignedShort(from, at + 2) << 16;
    }

    private boolean unpack(ByteBuffer part) {
        int header = isKey() ? Layout.KEY_HEADER : Layout.HEADER;
        int from = part.position() + header;
        int packed = part.remaining() - header;
        if ((flags & Layout.PACKED) == 0) {
            if (packed != bodyBytes) {
                return false;
            }
            body.put(0, part, from, packed);
            return true;
        }
        try {
            return packed > 0
                    && unpacker.decompressDirectByteBuffer(body, 0, bodyBytes, part, from, packed) == bodyBytes;
        } catch (ZstdException e) {
            return false;
        }
    }

    private boolean readBody() {
        int at = 0;
        if ((flags & Layout.COPY) != 0) {
            at = copy.read(body, 0, bodyBytes);
            if (at < 0) {
                return false;
            }
        }
        int saidAt = bodyBytes - count;
        int runsAt = saidAt - runs * Layout.RUN;
        return runsAt >= at && readRuns(runsAt) && readTiles(at, runsAt, saidAt);
    }

    private boolean readRuns(int at) {
        int found = 0;
        int last = -1;
        for (int run = 0; run < runs; run++, at += Layout.RUN) {
            int row = unsignedShort(body, at);
            int column = unsignedShort(body, at + 2);
            int length = body.get(at + 4) & 255;
            if (row >= grid.rows || length == 0 || column + length > grid.columns || found + length > count) {
                return false;
            }
            int tile = grid.tile(column, row);
            if (tile <= last) {
                return false;
            }
            for (int i = 0; i < length; i++) {
                tiles[found++] = tile + i;
            }
            last = tile + length - 1;
        }
        return found == count;
    }

    private boolean readTiles(int at, int end, int saidAt) {
        for (int i = 0; i < count; i++) {
            int word = body.get(saidAt + i);
            int kind = word & Layout.KIND_MASK;
            boolean keeps = (word & Layout.KEEP) != 0;
            if ((word & ~(Layout.KIND_MASK | Layout.KEEP)) != 0
                    || keeps && (at + Short.BYTES > end || unsignedShort(body, at) >= Layout.SLOTS)) {
                return false;
            }
            said[i] = word;
            places[i] = at;
            at = endOf(kind, keeps ? at + Short.BYTES : at, end);
            if (at < 0 || at > end) {
                return false;
            }
        }
        return at == end;
    }

    /** Where the pixels of a tile end; negative if that cannot be. */
    private int endOf(int kind, int at, int end) {
        return switch (kind) {
            case Layout.SOLID -> at + Layout.COLOUR;
            case Layout.PLAIN -> (at + Integer.BYTES - 1 & -Integer.BYTES) + Layout.PLAIN_BYTES;
            case Layout.PHOTO -> at + Layout.PHOTO_BYTES;
            case Layout.ROUGH -> at + Layout.ROUGH_BYTES;
            case Layout.KEPT ->
                at + Layout.KEPT_BYTES <= end && unsignedShort(body, at) < Layout.SLOTS ? at + Layout.KEPT_BYTES : -1;
            case Layout.TWO_COLOURS, Layout.FOUR_COLOURS, Layout.SIXTEEN_COLOURS -> endOfPalette(kind, at, end);
            default -> -1;
        };
    }

    private int endOfPalette(int kind, int at, int end) {
        int bits = Layout.bits(kind);
        int colours = at < end ? body.get(at) : 0;
        if (colours < 1 || colours > 1 << bits) {
            return -1;
        }
        return at + 1 + colours * Layout.COLOUR + Grid.TILE_PIXELS * bits / Byte.SIZE;
    }

    boolean isKey() {
        return (flags & Layout.KEY) != 0;
    }

    int number() {
        return number;
    }

    int count() {
        return count;
    }

    int tile(int index) {
        return tiles[index];
    }

    /** What is copied; empty if nothing is. */
    Copy copy() {
        return copy;
    }

    /** The hash of the versions that the copy relies on. */
    long versionsMeant() {
        return Copy.versionsMeant(body, 0);
    }

    /** The slot that keeps what the tile showed before; negative if none. */
    int slotToKeep(int index) {
        return (said[index] & Layout.KEEP) != 0 ? unsignedShort(body, places[index]) : -1;
    }

    private int pixelsAt(int index) {
        return (said[index] & Layout.KEEP) != 0 ? places[index] + Short.BYTES : places[index];
    }

    /** True if the tile comes from a slot that does not hold what is meant. */
    boolean lacks(int index, Slots slots) {
        if ((said[index] & Layout.KIND_MASK) != Layout.KEPT) {
            return false;
        }
        int at = pixelsAt(index);
        return !slots.holds(unsignedShort(body, at), body.getInt(at + 2), body.getInt(at + 6));
    }

    /** Paints a tile. */
    void paint(int index, int[] picture, Slots slots) {
        int kind = said[index] & Layout.KIND_MASK;
        int at = pixelsAt(index);
        int offset = grid.offset(tiles[index]);
        switch (kind) {
            case Layout.SOLID -> TileBytes.fill(TileBytes.colour(body, at), picture, offset, grid.stride);
            case Layout.PLAIN ->
                TileBytes.getPlain(bodyInts, at + Integer.BYTES - 1 >> 2, picture, offset, grid.stride);
            case Layout.PHOTO -> TileBytes.getPhoto(body, at, picture, offset, grid.stride);
            case Layout.ROUGH -> TileBytes.getRough(body, at, picture, offset, grid.stride);
            case Layout.KEPT -> slots.get(unsignedShort(body, at), picture, offset, grid.stride);
            default -> TileBytes.getPalette(body, at, kind, palette, picture, offset, grid.stride);
        }
    }

    @Override
    public void close() {
        unpacker.close();
    }
}
