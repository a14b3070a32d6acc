package dev.wavry.rift.internal;

import dev.wavry.rift.RiftCounter;
import dev.wavry.spi.control.FecScheme;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Sending side of forward error correction: once the last piece of a frame has left, makes repair packets for it, which follow at once. A
 * frame of many pieces is several groups whose pieces take turns, so that a burst of losses hurts each of them a little.
 */
final class VideoProtection {
    /** What a repair says before its bytes. */
    static final int HEADER_BYTES = 1 + 2 + 4 + 2 + 2 + 4 + 1 + 1 + 1 + 1 + 1;

    /** Pieces of one group: more restore better, and are fewer than any scheme takes. */
    static final int GROUP_PIECES = 32;

    static final int MOST_REPAIRS = 24;
    static final int MOST_GROUPS = 16;
    /** Less than this is asked for again where repairs do not restore it; more needs them to. */
    private static final double HARDLY = 0.03;

    private static final double HEAVY_LOSS = 0.05;
    private static final int QUEUE = MOST_GROUPS * MOST_REPAIRS;

    private final Counters counters;
    private final int pieceBytes;
    private final ByteBuffer[] source = new ByteBuffer[GROUP_PIECES];
    private final ByteBuffer[] repairs = new ByteBuffer[MOST_REPAIRS];
    private final ByteBuffer last;
    private final ByteBuffer[] queue = new ByteBuffer[QUEUE];
    private @Nullable FecScheme scheme;
    private int schemeIndex;
    private double loss;
    private double burst = 1;
    /** The memory that the views are of. */
    private @Nullable ByteBuffer from;

    private int head;
    private int count;

    VideoProtection(int pieceBytes, Counters counters) {
        this.pieceBytes = pieceBytes;
        this.counters = counters;
        this.last = ByteBuffer.allocateDirect(pieceBytes);
    }

    /** From now on by this scheme, for such losses; null = not at all. */
    void use(@Nullable FecScheme newScheme, int index, double lossRatio, double meanBurst) {
        scheme = newScheme;
        schemeIndex = index;
        loss = lossRatio;
        burst = Math.max(1, meanBurst);
    }

    /** So much is lost that a piece asked for may be lost again. */
    boolean isHeavy() {
        return loss > HEAVY_LOSS;
    }

    /** So many repairs make it unlikely that a group loses more: what is lost on average, and some deviations more. */
    static int repairsFor(int pieces, double loss, double burst) {
        if (loss < 0.002) {
            return 0;
        }
        double mean = pieces * loss;
        double deviation = Math.sqrt(mean * (1 - loss) * burst);
        double safety = loss < HARDLY ? 1.3 : 2.7;
        return (int) Math.max(1, Math.min(Math.min(MOST_REPAIRS, pieces), Math.round(mean + safety * deviation)));
    }

    /** A frame has left: its repairs are next. */
    void protect(SentFrame frame, ByteBuffer memory) {
        FecScheme by = scheme;
        int groups = (frame.pieces + GROUP_PIECES - 1) / GROUP_PIECES;
        if (by == null || groups > MOST_GROUPS || loss == 0) {
            return;
        }
        int bytes = Math.min(pieceBytes, frame.total);
        for (int group = 0; group < groups; group++) {
            int sources = sources(frame, memory, groups, group, bytes);
            int wanted = repairsFor(sources, loss, burst);
            if (wanted == 0 || count + wanted > QUEUE) {
                return;
            }
            for (int i = 0; i < wanted; i++) {
                repairs[i] = place(frame, groups, group, wanted, i, bytes);
            }
            by.protect(source, sources, repairs, wanted);
            for (int i = 0; i < wanted; i++) {
                repairs[i].position(0);
            }
        }
    }

    private int sources(SentFrame frame, ByteBuffer memory, int groups, int group, int bytes) {
        if (from != memory) {
            // The history grew: views of the old memory are worth nothing.
            java.util.Arrays.fill(source, null);
            from = memory;
        }
        int sources = 0;
        for (int piece = group; piece < frame.pieces; piece += groups) {
            int at = frame.at + piece * pieceBytes;
            int length = Math.min(bytes, frame.total - piece * pieceBytes);
            if (length < bytes) {
                // The last piece is shorter: zeros stand for what it lacks.
                last.clear();
                last.put(0, memory, at, length);
                for (int i = length; i < bytes; i++) {
                    last.put(i, (byte) 0);
                }
                source[sources++] = last.limit(bytes);
            } else {
                ByteBuffer view = source[sources];
                if (view == null || view == last) {
                    view = memory.duplicate();
                    source[sources] = view;
                }
                view.limit(at + bytes).position(at);
                sources++;
            }
        }
        return sources;
    }

    private ByteBuffer place(SentFrame frame, int groups, int group, int wanted, int index, int bytes) {
        int slot = (head + count++) % QUEUE;
        ByteBuffer out = queue[slot];
        if (out == null) {
            out = ByteBuffer.allocateDirect(HEADER_BYTES + pieceBytes);
            queue[slot] = out;
        }
        out.clear();
        out.put((byte) frame.stream).putShort((short) frame.epoch).putInt((int) frame.sequence);
        out.putShort((short) frame.sinceKey).putShort((short) frame.pieces).putInt(frame.total);
        out.put((byte) schemeIndex)
                .put((byte) groups)
                .put((byte) group)
                .put((byte) wanted)
                .put((byte) index);
        return out.limit(HEADER_BYTES + bytes);
    }

    boolean pending() {
        return count > 0;
    }

    boolean write(ByteBuffer out) {
        ByteBuffer next = queue[head];
        if (!Frames.fits(out, next.remaining())) {
            return false;
        }
        int begun = Frames.begin(out, Wire.VIDEO_REPAIR);
        int at = out.position();
        out.put(at, next, 0, next.limit()).position(at + next.limit());
        Frames.end(out, begun);
        head = (head + 1) % QUEUE;
        count--;
        counters.add(RiftCounter.VIDEO_PROTECTED);
        return true;
    }
}
