package dev.wavry.codec.tiles.internal;

import dev.wavry.spi.codec.EncoderContext;
import dev.wavry.spi.health.Counter;
import dev.wavry.spi.media.CodedFrame;
import dev.wavry.spi.media.FrameInfo;
import dev.wavry.spi.media.Offer;
import dev.wavry.spi.media.RateTarget;
import dev.wavry.spi.media.Stage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes parts of tiles that are due and hands them on, as the rate and the memory allow; what does not go now stays due and goes
 * later as it is then. One thread.
 */
final class Outbox implements AutoCloseable {
    /** A photograph is sent roughly first if all that is due takes longer than this. */
    private static final long SHORT_NANOS = TimeUnit.MILLISECONDS.toNanos(40);

    /** What was sent roughly is sent exactly when it stood still for so long; a film is never exact. */
    private static final long STILL_NANOS = TimeUnit.MILLISECONDS.toNanos(80);

    private static final int TYPICAL_TILE_BYTES = 200;

    final TileStates states;
    final KeptTiles kept = new KeptTiles();
    private final Grid grid;
    private final EncoderContext context;
    private final TokenBucket bucket;
    private final PartWriter writer;
    private final @Nullable PartBuffer[] ring = new PartBuffer[EncoderContext.MOST_PARTS];
    private final FrameInfo info = new FrameInfo();
    private final Counter copiedTiles;
    private final Counter keptTiles;
    private final Counter roughTiles;
    private int number;
    private int cursor;
    private boolean keyWanted = true;
    private boolean coarsely;
    private boolean unwanted;

    Outbox(Grid grid, EncoderContext context, RateTarget rate) {
        this.grid = grid;
        this.context = context;
        states = new TileStates(grid);
        bucket = new TokenBucket(rate, context.clock().nanoTime());
        writer = new PartWriter(grid);
        copiedTiles =
                context.counters().counter("tiles.copied", "Tiles sent as a copy of other places of the picture.");
        keptTiles = context.counters().counter("tiles.kept", "Tiles sent as a name of one that the far side kept.");
        roughTiles = context.counters().counter("tiles.rough", "Tiles sent roughly because the rate was short.");
    }

    void retarget(RateTarget rate) {
        bucket.retarget(rate);
    }

    /** What is sent from now on belongs to this picture. */
    void picture(FrameInfo newest) {
        info.copyFrom(newest);
    }

    /** Everything is sent anew, and nothing refers to anything before. */
    void startOver() {
        states.startOver();
        kept.clear();
        keyWanted = true;
        cursor = 0;
    }

    /** Nothing is owed, or nobody takes it any more. */
    boolean isDone() {
        return unwanted || states.isSettled();
    }

    /** Numbers of parts are used up; a new encoder begins with fresh ones. */
    boolean isWornOut() {
        return number >= Layout.LAST_NUMBER;
    }

    void invalidate(long first, long last) {
        int from = (int) Math.max(1, Math.min(first, Layout.LAST_NUMBER));
        int to = (int) Math.min(last, Layout.LAST_NUMBER);
        kept.invalidate(from, to);
        states.invalidate(from, to, kept);
    }

    /** Sends a copy, and the tiles that are due in the same part; what could not go is due afterwards. */
    void sendCopy(Copy copy, int[] picture, TileSet with, long nowNanos) {
        writer.begin();
        boolean goes = PartBuffer.home(ring) != null && writer.copy(copy, copy.versions(states.versions));
        if (goes && bucket.mayGo(nowNanos)) {
            decideHowCoarsely();
            for (int tile = with.next(0); tile >= 0 && !writer.isFull(); tile = with.next(tile + 1)) {
                if (!copy.has(tile)) {
                    addIfDue(tile, picture);
                }
            }
        }
        boolean went = goes && offer();
        for (int tile = copy.next(0); tile >= 0; tile = copy.next(tile + 1)) {
            kept.forget(states.slotToKeep(tile));
            states.slotToKeep(tile, -1);
            if (went) {
                states.sent(tile, number, false, -1);
            } else {
                states.changed(tile, nowNanos);
            }
        }
        copiedTiles.add(went ? copy.count() : 0);
    }

    /** Sends what is due of a small change, in parts of its own. */
    boolean sendUrgent(int[] picture) {
        return sendFrom(states.urgent, 0, grid.tiles, picture, Long.MAX_VALUE);
    }

    /** Sends what is due anywhere, then what is rough and stands still; goes round, so that nothing waits for ever. */
    int sendRest(int[] picture, long nowNanos) {
        int before = number;
        int start = cursor;
        boolean all = sendUrgent(picture)
                && sendFrom(states.due, start, grid.tiles, picture, Long.MAX_VALUE)
                && sendFrom(states.due, 0, start, picture, Long.MAX_VALUE);
        if (all && !states.rough.isEmpty()) {
            sendFrom(states.rough, 0, grid.tiles, picture, nowNanos - STILL_NANOS);
        }
        return number - before;
    }

    /** Answers false if there was no room for all. */
    private boolean sendFrom(TileSet which, int first, int end, int[] picture, long changedUntilNanos) {
        int tile = which.next(first);
        while (tile >= 0 && tile < end) {
            long now = context.clock().nanoTime();
            boolean mayGo = which == states.urgent ? bucket.mayGoFirst(now) : bucket.mayGo(now);
            if (!mayGo || PartBuffer.home(ring) == null) {
                cursor = which == states.due ? tile : cursor;
                return false;
            }
            writer.begin();
            decideHowCoarsely();
            for (; tile >= 0 && tile < end && !writer.isFull(); tile = which.next(tile + 1)) {
                if (changedUntilNanos == Long.MAX_VALUE) {
                    addIfDue(tile, picture);
                } else if (states.changedNanos(tile) - changedUntilNanos <= 0) {
                    writer.add(tile, picture, false, -1, source());
                }
            }
            if (!writer.isEmpty() && !offer()) {
                return false;
            }
        }
        return true;
    }

    private void decideHowCoarsely() {
        coarsely = (double) TYPICAL_TILE_BYTES * states.due.count() > bucket.within(SHORT_NANOS);
    }

    private void addIfDue(int tile, int[] picture) {
        if (states.due.has(tile)) {
            int slot = states.slotToKeep(tile);
            writer.add(tile, picture, coarsely, kept.isFor(slot, tile) ? slot : -1, source());
        }
    }

    /** Where tiles may come from: a start refers to nothing. */
    private @Nullable KeptTiles source() {
        return states.isStarting() ? null : kept;
    }

    /** Hands the part on; answers false if it did not go, and then nothing changed. */
    private boolean offer() {
        PartBuffer buffer = PartBuffer.home(ring);
        if (buffer == null) {
            return false;
        }
        writer.finish(buffer.bytes(), number + 1, states.isStarting());
        info.damage().copyFrom(writer.damage());
        info.nanos(Stage.ENCODED, context.clock().nanoTime());
        buffer.lend();
        CodedFrame part = context.codedPart(info, keyWanted, buffer.bytes(), buffer.address(), buffer);
        if (part == null) {
            buffer.run();
            return false;
        }
        int bytes = buffer.bytes().limit();
        Offer answer = context.sink().offer(part);
        if (answer != Offer.ACCEPTED) {
            unwanted = answer == Offer.CLOSED;
            return false;
        }
        bucket.take(bytes);
        keyWanted = false;
        number++;
        note();
        return true;
    }

    private void note() {
        for (int i = 0; i < writer.count(); i++) {
            int tile = writer.tile(i);
            if (writer.keeps(i)) {
                kept.sent(states.slotToKeep(tile), number);
            } else {
                kept.forget(states.slotToKeep(tile));
            }
            roughTiles.add(writer.isRough(i) ? 1 : 0);
            keptTiles.add(writer.slot(i) >= 0 ? 1 : 0);
            states.sent(tile, number, writer.isRough(i), writer.slot(i));
            if (writer.isSolid(i)) {
                states.solid.add(tile);
            }
        }
    }

    @Override
    public void close() {
        writer.close();
    }
}
