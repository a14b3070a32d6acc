package dev.wavry.rift.internal;

import dev.wavry.rift.RiftCounter;
import dev.wavry.spi.control.FecScheme;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Receiving side of forward error correction: keeps the repairs of the newest frames and uses them as soon as they are enough. */
final class FrameRepairs {
    /** Frames whose repairs are kept; those of older ones come too late for anybody. */
    private static final int FRAMES = 8;

    private final FrameMemory memory;
    private final Counters counters;
    private final Kept[] kept = new Kept[FRAMES];
    private final ByteBuffer[] packets = new ByteBuffer[VideoProtection.GROUP_PIECES + VideoProtection.MOST_REPAIRS];
    private @Nullable FecScheme[] schemes = new FecScheme[0];
    private @Nullable ByteBuffer last;
    private int next;

    /** The repairs of one frame. Reused. */
    private static final class Kept {
        int stream = -1;
        int epoch;
        long sequence;
        int pieces;
        int groups;
        int wanted;
        int bytes;
        int scheme;
        FrameMemory.@Nullable Frame room;
        final long[] came = new long[VideoProtection.MOST_GROUPS];
        final int[] repairs = new int[VideoProtection.MOST_GROUPS];

        void drop() {
            stream = -1;
            if (room != null) {
                room.release();
                room = null;
            }
        }
    }

    FrameRepairs(FrameMemory memory, Counters counters) {
        this.memory = memory;
        this.counters = counters;
        for (int i = 0; i < FRAMES; i++) {
            kept[i] = new Kept();
        }
    }

    /** What repairs are made by, as our side numbered it. */
    void schemes(@Nullable FecScheme[] known) {
        schemes = known;
    }

    /** A repair from where its scheme is told on; false if it is malformed. */
    boolean onRepair(EpochReceiver epoch, IncomingFrame frame, ByteBuffer in) {
        if (in.remaining() < 6) {
            return false;
        }
        int scheme = Frames.u8(in);
        int groups = Frames.u8(in);
        int group = Frames.u8(in);
        int wanted = Frames.u8(in);
        int index = Frames.u8(in);
        int bytes = in.remaining();
        boolean sane = groups >= 1
                && groups <= VideoProtection.MOST_GROUPS
                && group < groups
                && wanted <= VideoProtection.MOST_REPAIRS
                && index < wanted
                && (frame.pieces + groups - 1) / groups <= VideoProtection.GROUP_PIECES
                && groups <= frame.pieces
                && frame.sizes(bytes);
        if (!sane) {
            return false;
        }
        if (scheme < schemes.length && schemes[scheme] != null) {
            keep(epoch, frame, in, scheme, groups, group, wanted, index);
        }
        return true;
    }

    private void keep(
            EpochReceiver epoch,
            IncomingFrame frame,
            ByteBuffer in,
            int scheme,
            int groups,
            int group,
            int wanted,
            int index) {
        Kept place = find(epoch, frame);
        if (place == null) {
            place = begin(epoch, frame, in.remaining(), scheme, groups);
            if (place == null) {
                counters.add(RiftCounter.VIDEO_OVER_LIMIT);
                return;
            }
        }
        FrameMemory.Frame room = place.room;
        boolean fits = place.bytes == in.remaining() && place.groups == groups && place.scheme == scheme;
        boolean new_ =
                (place.came[group] >>> index & 1) == 0 && (place.repairs[group] == 0 || place.repairs[group] == wanted);
        if (room == null || !fits || !new_) {
            return;
        }
        place.repairs[group] = wanted;
        place.came[group] |= 1L << index;
        room.bytes.put(at(place, group, index), in, in.position(), in.remaining());
        frame.repairsOver |= group == groups - 1 && index == wanted - 1;
    }

    private static int at(Kept place, int group, int index) {
        return (group * VideoProtection.MOST_REPAIRS + index) * place.bytes;
    }

    private @Nullable Kept find(EpochReceiver epoch, IncomingFrame frame) {
        for (Kept each : kept) {
            if (each.sequence == frame.sequence && each.stream == epoch.stream && each.epoch == epoch.epoch) {
                return each;
            }
        }
        return null;
    }

    private @Nullable Kept begin(EpochReceiver epoch, IncomingFrame frame, int bytes, int scheme, int groups) {
        Kept place = kept[next];
        next = (next + 1) % FRAMES;
        place.drop();
        place.room = memory.take(groups * VideoProtection.MOST_REPAIRS * bytes);
        if (place.room == null) {
            return null;
        }
        place.stream = epoch.stream;
        place.epoch = epoch.epoch;
        place.sequence = frame.sequence;
        place.pieces = frame.pieces;
        place.bytes = bytes;
        place.scheme = scheme;
        place.groups = groups;
        java.util.Arrays.fill(place.came, 0);
        java.util.Arrays.fill(place.repairs, 0);
        return place;
    }

    /** Restores what can be restored. @return true if a piece came back */
    boolean restore(EpochReceiver epoch, IncomingFrame frame, long now) {
        Kept place = find(epoch, frame);
        if (place == null || frame.complete || frame.received == frame.pieces) {
            return false;
        }
        if (frame.frame == null && !frame.makeRoom(memory, now)) {
            return false;
        }
        boolean any = false;
        for (int group = 0; group < place.groups; group++) {
            any |= restoreGroup(place, frame, group, now);
        }
        return any;
    }

    private boolean restoreGroup(Kept place, IncomingFrame frame, int group, long now) {
        FecScheme by = place.scheme < schemes.length ? schemes[place.scheme] : null;
        FrameMemory.Frame whole = frame.frame;
        FrameMemory.Frame room = place.room;
        if (by == null || whole == null || room == null || place.came[group] == 0) {
            return false;
        }
        long present = 0;
        int sources = 0;
        int missing = 0;
        for (int piece = group; piece < frame.pieces; piece += place.groups, sources++) {
            boolean has = frame.has(piece);
            present |= has ? 1L << sources : 0;
            missing += has ? 0 : 1;
        }
        if (missing == 0 || missing > Long.bitCount(place.came[group])) {
            return false;
        }
        views(place, frame, whole, room, group, sources);
        present |= place.came[group] << sources;
        if (!by.recover(packets, sources, place.repairs[group], present)) {
            return false;
        }
        took(place, frame, whole, group, now);
        return true;
    }

    private void views(
            Kept place, IncomingFrame frame, FrameMemory.Frame whole, FrameMemory.Frame room, int group, int sources) {
        int n = 0;
        for (int piece = group; piece < frame.pieces; piece += place.groups, n++) {
            packets[n] = piece == frame.pieces - 1
                    ? padded(place, frame, whole)
                    : whole.bytes.slice(piece * place.bytes, place.bytes);
        }
        for (int i = 0; i < place.repairs[group]; i++) {
            packets[sources + i] = room.bytes.slice(at(place, group, i), place.bytes);
        }
    }

    /** The last piece is shorter: zeros stand for what it lacks. */
    private ByteBuffer padded(Kept place, IncomingFrame frame, FrameMemory.Frame whole) {
        ByteBuffer room = last;
        if (room == null || room.capacity() < place.bytes) {
            room = ByteBuffer.allocate(place.bytes);
            last = room;
        }
        room.clear().limit(place.bytes);
        int at = (frame.pieces - 1) * place.bytes;
        int length = frame.total - at;
        java.util.Arrays.fill(room.array(), (byte) 0);
        if (frame.has(frame.pieces - 1)) {
            room.put(0, whole.bytes, at, length);
        }
        return room;
    }

    private void took(Kept place, IncomingFrame frame, FrameMemory.Frame whole, int group, long now) {
        for (int piece = group; piece < frame.pieces; piece += place.groups) {
            if (!frame.has(piece)) {
                int at = piece * place.bytes;
                if (piece == frame.pieces - 1 && last != null) {
                    whole.bytes.put(at, last, 0, frame.total - at);
                }
                frame.mark(piece);
                frame.progressAt = now;
                counters.add(RiftCounter.VIDEO_RESTORED);
            }
        }
    }

    /** Drops everything when the connection ends. */
    void clear() {
        for (Kept each : kept) {
            each.drop();
        }
    }
}
