package dev.wavry.codec.tiles.internal;

import dev.wavry.spi.codec.EncoderContext;
import dev.wavry.spi.codec.EncoderSpec;
import dev.wavry.spi.codec.VideoEncoder;
import dev.wavry.spi.media.FrameInfo;
import dev.wavry.spi.media.MemoryKind;
import dev.wavry.spi.media.Offer;
import dev.wavry.spi.media.RateTarget;
import dev.wavry.spi.media.Region;
import dev.wavry.spi.media.Stage;
import dev.wavry.spi.media.VideoFormat;
import dev.wavry.spi.media.VideoFrame;
import java.nio.IntBuffer;
import java.util.concurrent.TimeUnit;

/**
 * Finds the tiles that changed and sends them: small changes first, then what was shifted, then the rest. What does not go at once
 * is sent from {@link #doWork} as it is by then.
 */
final class TilesEncoder implements VideoEncoder {
    /** Rectangles that together are no larger go first: somebody types or points there. */
    private static final int SMALL_TILES = 64;

    /** Fewer copied tiles are not worth what a lost copy costs. */
    private static final int LEAST_COPIED = 12;

    /** What was shown for less is part of a film or a scroll and does not come back. */
    private static final long WORTH_KEEPING_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final VideoFormat format;
    private final EncoderContext context;
    private final Grid grid;
    private final NewestPicture newest;
    private final MotionFinder motion;
    private final Copy copy;
    private final Outbox outbox;
    private final PlaneInts planes = new PlaneInts();
    private final FrameInfo info = new FrameInfo();
    private final int[] bySize = new int[Region.MAX_RECTANGLES];
    private final TileSet group;
    private boolean seen;
    private boolean draining;
    private boolean closed;

    TilesEncoder(EncoderSpec spec, EncoderContext context) {
        this.format = spec.format();
        this.context = context;
        grid = new Grid(format.width(), format.height());
        newest = new NewestPicture(grid);
        motion = new MotionFinder(grid, newest);
        copy = new Copy(grid);
        group = new TileSet(grid.tiles);
        outbox = new Outbox(grid, context, spec.rate());
    }

    @Override
    public Offer encode(VideoFrame picture) {
        try (picture) {
            if (closed || draining) {
                return Offer.CLOSED;
            }
            if (!picture.format().equals(format) || !picture.memory().equals(MemoryKind.HOST)) {
                context.events().reopenNeeded("the pictures became " + picture.format());
                return Offer.DROPPED;
            }
            if (picture.stride(0) % Integer.BYTES != 0) {
                context.events().failed(new IllegalStateException("rows of " + picture.stride(0) + " bytes"));
                return Offer.DROPPED;
            }
            take(picture);
            return Offer.ACCEPTED;
        }
    }

    private void take(VideoFrame picture) {
        long now = context.clock().nanoTime();
        info.copyFrom(picture.info());
        Region damage = info.damage().clip(format.width(), format.height());
        if (!seen) {
            damage.full(format.width(), format.height());
            seen = true;
        }
        IntBuffer plane = planes.of(picture.plane(0));
        int stride = picture.stride(0) / Integer.BYTES;
        int small = sortBySize(damage);
        load(damage, 0, small, plane, stride);
        sendSmall(now);
        load(damage, small, damage.count(), plane, stride);
        newest.addChanged(info.renewed());
        if (newest.changed.count() >= LEAST_COPIED && !outbox.states.isStarting()) {
            move(now, damage, small);
        }
        note(now, false);
        outbox.sendRest(newest.now, now);
        newest.settle();
        if (outbox.isWornOut()) {
            context.events().reopenNeeded("the numbers of parts are used up");
        }
    }

    /** Orders the rectangles, small ones first; answers how many of them are small together. */
    private int sortBySize(Region damage) {
        for (int i = 0; i < damage.count(); i++) {
            int place = i;
            while (place > 0 && tiles(damage, bySize[place - 1]) > tiles(damage, i)) {
                bySize[place] = bySize[--place];
            }
            bySize[place] = i;
        }
        int small = 0;
        int sum = 0;
        while (small < damage.count() && sum + tiles(damage, bySize[small]) <= SMALL_TILES) {
            sum += tiles(damage, bySize[small++]);
        }
        return small;
    }

    private static int tiles(Region region, int index) {
        int columns = Grid.tilesFor(region.x(index) + region.width(index)) - Grid.tileOf(region.x(index));
        int rows = Grid.tilesFor(region.y(index) + region.height(index)) - Grid.tileOf(region.y(index));
        return columns * rows;
    }

    private void load(Region damage, int from, int end, IntBuffer plane, int stride) {
        for (int i = from; i < end; i++) {
            int one = bySize[i];
            newest.load(plane, stride, damage.x(one), damage.y(one), damage.width(one), damage.height(one));
        }
    }

    /** A small change goes at once; the new picture becomes the known one afterwards, because nobody waits for that. */
    private void sendSmall(long now) {
        note(now, !outbox.states.isStarting());
        if (!newest.changed.isEmpty()) {
            outbox.sendUrgent(newest.now);
            newest.settle();
        }
    }

    /** What changed is due. */
    private void note(long now, boolean urgent) {
        if (!newest.changed.isEmpty()) {
            noteChanged(now, urgent);
            stampConverted();
        }
    }

    private void stampConverted() {
        info.nanos(Stage.CONVERTED, context.clock().nanoTime());
        outbox.picture(info);
    }

    private void noteChanged(long now, boolean urgent) {
        group.clear();
        for (int tile = newest.changed.next(0); tile >= 0; tile = newest.changed.next(tile + 1)) {
            if (!copy.has(tile)) {
                keep(tile, now);
                outbox.states.changed(tile, now);
                group.add(tile);
                if (urgent) {
                    outbox.states.urgent.add(tile);
                }
            }
        }
    }

    /** What is painted over may come back: a window under another, a menu, a caret. One colour is shorter than any name of it. */
    private void keep(int tile, long now) {
        TileStates states = outbox.states;
        int at = grid.offset(tile);
        boolean known = !states.unknown.has(tile) && states.versions.of(tile) > 0;
        if (known && now - states.changedNanos(tile) >= WORTH_KEEPING_NANOS && !states.solid.has(tile)) {
            int slot = outbox.kept.keep(tile, states.versions.of(tile), newest.before, at, grid.stride);
            states.slotToKeep(tile, slot);
        }
    }

    /** Looks for what was shifted and sends that, together with what fits into the same part. */
    private void move(long now, Region damage, int firstLarge) {
        int x = format.width();
        int y = format.height();
        int endX = 0;
        int endY = 0;
        for (int i = firstLarge; i < damage.count(); i++) {
            int one = bySize[i];
            x = Math.min(x, damage.x(one));
            y = Math.min(y, damage.y(one));
            endX = Math.max(endX, damage.x(one) + damage.width(one));
            endY = Math.max(endY, damage.y(one) + damage.height(one));
        }
        if (!motion.find(newest.changed, x, y, endX, endY) || !findCopy(x, y, endX, endY)) {
            copy.clear();
            return;
        }
        note(now, false);
        outbox.sendCopy(copy, newest.now, group, now);
        newest.settle();
        copy.clear();
    }

    /** The source must be in the picture, so the edges that came in are cut off. */
    private boolean findCopy(int x, int y, int endX, int endY) {
        int dx = motion.shiftX();
        int dy = motion.shiftY();
        int left = Math.max(x, dx);
        int top = Math.max(y, dy);
        int right = Math.min(endX, format.width() + dx);
        int bottom = Math.min(endY, format.height() + dy);
        if (!copy.begin(dx, dy, left, top, right - left, bottom - top)) {
            return false;
        }
        copy.findSame(newest.now, newest.before, newest.changed);
        copy.removeUnless(outbox.states.unknown);
        return copy.count() >= LEAST_COPIED;
    }

    @Override
    public void requestKeyFrame() {
        outbox.startOver();
    }

    /** Always can: what they carried is sent again, as it is now. */
    @Override
    public boolean invalidate(long first, long last) {
        outbox.invalidate(first, last);
        return true;
    }

    @Override
    public boolean retarget(RateTarget rate) {
        outbox.retarget(rate);
        return true;
    }

    @Override
    public int doWork() {
        if (closed || drained()) {
            return 0;
        }
        return outbox.sendRest(newest.now, context.clock().nanoTime());
    }

    @Override
    public void beginDrain() {
        draining = true;
    }

    @Override
    public boolean drained() {
        return closed || !seen || outbox.isDone();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            planes.clear();
            outbox.close();
        }
    }
}
