package dev.wavry.rift.internal;

import dev.wavry.rift.VideoHeader;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A frame being put together, or one that is known to be missing altogether. Reused. */
final class IncomingFrame {
    long sequence = -1;
    FrameMemory.@Nullable Frame frame;
    int pieces;
    int total;
    int pieceBytes;
    int received;
    int highest = -1;
    boolean complete;
    /** When something of it was seen last, or when it was found missing. */
    long progressAt;

    long nackedAt;
    /** Pieces below this were asked for already. */
    int nackedBelow;

    int nacks;
    /** The last of its repairs came: what is missing now does not come by itself. */
    boolean repairsOver;

    private long[] bits = new long[4];

    void begin(long newSequence, long now) {
        sequence = newSequence;
        frame = null;
        pieces = 0;
        total = 0;
        pieceBytes = 0;
        received = 0;
        highest = -1;
        complete = false;
        progressAt = now;
        nackedBelow = 0;
        nacks = 0;
        repairsOver = false;
    }

    /** Takes room for all of it although no piece is here. */
    boolean makeRoom(FrameMemory memory, long now) {
        FrameMemory.Frame room = memory.take(total);
        if (room != null) {
            room.firstAt = now;
            frame = room;
        }
        return room != null;
    }

    /** Whether pieces can be as long as a repair; they are, from then on. */
    boolean sizes(int bytes) {
        boolean fits = bytes > 0 && (long) bytes * (pieces - 1) < total && (long) bytes * pieces >= total;
        if (!fits || pieceBytes != 0 && pieceBytes != bytes || pieces == 1 && bytes != total) {
            return false;
        }
        pieceBytes = bytes;
        return true;
    }

    /** What became of a piece. */
    enum Stored {
        NEW,
        KNOWN,
        OVER_LIMIT,
        MALFORMED
    }

    /** Puts a piece into the memory of the frame. */
    Stored store(FrameMemory memory, int piece, ByteBuffer in, long now) {
        int offset = offset(piece, in.remaining());
        if (offset < 0) {
            return Stored.MALFORMED;
        }
        if (has(piece)) {
            return Stored.KNOWN;
        }
        FrameMemory.Frame mine = frame;
        if (mine == null) {
            if (!makeRoom(memory, now)) {
                return Stored.OVER_LIMIT;
            }
            mine = frame;
        }
        if (mine == null) {
            return Stored.OVER_LIMIT;
        }
        mine.bytes.put(offset, in, in.position(), in.remaining());
        mark(piece);
        progressAt = now;
        return Stored.NEW;
    }

    /** Makes a frame of its pieces, all of which are here; false if its trailer is malformed. */
    boolean finish(VideoHeader of, long now) {
        FrameMemory.Frame whole = frame;
        if (whole == null) {
            return false;
        }
        whole.header.copyFrom(of);
        int payload = VideoTrailer.read(whole.bytes, total, whole.header);
        if (payload < 0) {
            return false;
        }
        whole.lastAt = now;
        whole.finish(payload);
        complete = true;
        return true;
    }

    /** Takes note of the size; false if it does not fit what was said before. */
    boolean describe(int newPieces, int newTotal) {
        if (pieces == 0) {
            pieces = newPieces;
            total = newTotal;
            int words = (newPieces + 63) >> 6;
            if (bits.length < words) {
                bits = new long[words];
            }
            Arrays.fill(bits, 0, words, 0);
            // Whoever asked for an unknown frame asked for all of it.
            nackedBelow = nackedBelow > 0 ? newPieces : 0;
        }
        return pieces == newPieces && total == newTotal;
    }

    /** Offset of a piece, or -1 if its length cannot be right. */
    int offset(int piece, int length) {
        boolean last = piece == pieces - 1;
        int size = last ? lastSays(length) : length;
        if (size <= 0 || pieceBytes != 0 && size != pieceBytes) {
            return -1;
        }
        long before = (long) size * (pieces - 1);
        boolean fits = before < total && before + size >= total;
        if (!fits || last && before + length != total) {
            return -1;
        }
        pieceBytes = size;
        return piece * size;
    }

    private int lastSays(int length) {
        if (pieces == 1) {
            return length == total ? length : -1;
        }
        int before = total - length;
        return before > 0 && before % (pieces - 1) == 0 ? before / (pieces - 1) : -1;
    }

    boolean has(int piece) {
        return (bits[piece >> 6] & 1L << piece) != 0;
    }

    void mark(int piece) {
        bits[piece >> 6] |= 1L << piece;
        received++;
        highest = Math.max(highest, piece);
    }

    /** First missing piece at or above {@code from} and below {@code end}, or {@code end}. */
    int missing(int from, int end) {
        return find(from, end, -1L);
    }

    /** First present piece, likewise. */
    int present(int from, int end) {
        return find(from, end, 0);
    }

    private int find(int from, int end, long flip) {
        for (int piece = from; piece < end; piece = (piece | 63) + 1) {
            long word = (bits[piece >> 6] ^ flip) >>> piece;
            if (word != 0) {
                return Math.min(end, piece + Long.numberOfTrailingZeros(word));
            }
        }
        return end;
    }

    void drop() {
        if (frame != null) {
            frame.release();
            frame = null;
        }
        sequence = -1;
    }
}
