package dev.wavry.platform.linux.capture.x11.internal;

import com.sun.jna.Pointer;
import dev.wavry.lib.x11.WakeableWait;
import dev.wavry.lib.x11.XConnection;
import dev.wavry.spi.capture.Capture;
import dev.wavry.spi.capture.CaptureContext;
import dev.wavry.spi.capture.CaptureSettings;
import dev.wavry.spi.capture.CaptureTarget;
import dev.wavry.spi.health.Counter;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.media.FrameSlot;
import dev.wavry.spi.media.Offer;
import dev.wavry.spi.media.Region;
import dev.wavry.spi.media.Stage;
import dev.wavry.spi.media.VideoFormat;
import java.io.IOException;

/** One monitor being captured, on a connection of its own. */
final class X11Capture implements Capture {
    /** How soon to try again when every picture is out; nobody tells when one comes back. */
    private static final long NO_SLOT_RETRY_NANOS = 1_000_000L;

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    /** More events than this in one go would keep pictures waiting. */
    private static final int MOST_EVENTS = 4096;

    private final XConnection connection;
    private final CaptureContext context;
    private final Grabber grabber;
    private final DamageWatch damage;
    private final LayoutWatch layout;
    private final CursorWatch cursor;
    private final WakeableWait sleep;
    private final GrabPlan plan;
    private final Counter pictures;
    private final Counter dropped;
    private final Counter noSlot;
    /** What the consumer does not have. */
    private final Region unsent = new Region();
    /** What no memory has: part of {@link #unsent}. */
    private final Region ungrabbed = new Region();

    private long intervalNanos;
    private long dueNanos;
    /** When two pictures in a row would be within the cap again (generic cell rate algorithm, ITU-T I.371). */
    private long fullNanos;

    private long changedNanos;
    private long sequence;
    private boolean pictureBefore;
    private boolean offering = true;
    private boolean reopenAsked;
    private boolean failed;
    private boolean closed;

    private X11Capture(
            XConnection connection, CaptureTarget target, CaptureContext context, Grabber grabber, DamageWatch damage) {
        this.connection = connection;
        this.context = context;
        this.grabber = grabber;
        this.damage = damage;
        this.layout = new LayoutWatch(connection, target);
        this.cursor = new CursorWatch(connection, target, context.cursor());
        this.sleep = new WakeableWait(connection.descriptor());
        this.plan = new GrabPlan(target.width());
        this.pictures = context.counters().counter("capture.pictures", "Pictures that the consumer accepted.");
        this.dropped = context.counters().counter("capture.dropped", "Pictures that the consumer was too busy for.");
        this.noSlot = context.counters().counter("capture.no-slot", "Times that all pictures were still in use.");
    }

    /** Starts to capture; the connection is the capture's if this returns. */
    static X11Capture open(XConnection connection, CaptureTarget target, CaptureSettings wish, CaptureContext context)
            throws CannotOpenException {
        DamageWatch damage = DamageWatch.open(connection, target);
        Grabber grabber = Grabber.open(connection, target, context.pool());
        X11Capture capture;
        try {
            capture = new X11Capture(connection, target, context, grabber, damage);
        } catch (RuntimeException cannot) {
            grabber.free(true);
            throw cannot;
        }
        capture.start(target, wish);
        return capture;
    }

    private void start(CaptureTarget target, CaptureSettings wish) {
        adjust(wish);
        ungrabbed.full(target.width(), target.height());
        unsent.copyFrom(ungrabbed);
        changedNanos = context.clock().nanoTime();
        dueNanos = changedNanos;
        connection.sync();
    }

    @Override
    public void adjust(CaptureSettings wish) {
        intervalNanos = NANOS_PER_SECOND / wish.framesPerSecond();
    }

    @Override
    public void refresh(Region part) {
        VideoFormat format = grabber.format();
        if (unsent.isEmpty()) {
            changedNanos = context.clock().nanoTime();
        }
        unsent.addAll(part).clip(format.width(), format.height());
        dueNanos = context.clock().nanoTime();
    }

    @Override
    public int doWork() {
        if (failed || closed) {
            return 0;
        }
        int done = readEvents();
        if (connection.isLost()) {
            fail();
            return done;
        }
        checkLayout();
        // The pointer first: it costs next to nothing, and the encoder may run inside the offer.
        cursor.update(context.clock().nanoTime(), pictureBefore);
        pictureBefore = offerIfDue();
        return pictureBefore ? done + 1 : done;
    }

    private int readEvents() {
        int queued = Math.min(MOST_EVENTS, connection.eventsQueued());
        if (queued == 0) {
            return 0;
        }
        boolean changed = false;
        for (int i = 0; i < queued; i++) {
            changed |= read(connection.nextEvent());
        }
        if (changed && unsent.isEmpty()) {
            changedNanos = context.clock().nanoTime();
        }
        if (changed) {
            unsent.addAll(ungrabbed);
        }
        return queued;
    }

    private boolean read(Pointer event) {
        int type = event.getInt(0) & 0x7f;
        if (damage.isMine(type)) {
            return damage.collect(event, ungrabbed);
        }
        if (!cursor.note(type, event) && layout.isMine(type)) {
            layout.note(connection.eventAddress());
        }
        return false;
    }

    private void checkLayout() {
        String change = layout.change();
        if (change != null) {
            offering = layout.oldPlaceExists();
            if (!reopenAsked) {
                reopenAsked = true;
                context.events().reopenNeeded(change);
            }
        }
    }

    private boolean offerIfDue() {
        long now = context.clock().nanoTime();
        if (!offering || unsent.isEmpty() || now - dueNanos < 0) {
            return false;
        }
        FrameSlot slot = context.pool().tryAcquire(grabber.format());
        if (slot == null) {
            noSlot.add(1);
            dueNanos = now + NO_SLOT_RETRY_NANOS;
            return false;
        }
        damage.subtract();
        if (!grabber.grab(slot, plan.cover(ungrabbed, slot.stale()))) {
            slot.close();
            dueNanos = now + intervalNanos;
            return false;
        }
        ungrabbed.clear();
        // One picture may come early, so that a key press shows at once beside a video; the average keeps to the cap.
        fullNanos = Math.max(now, fullNanos) + intervalNanos;
        dueNanos = fullNanos - intervalNanos;
        offer(slot);
        return true;
    }

    private void offer(FrameSlot slot) {
        slot.info()
                .sequence(++sequence)
                .nanos(Stage.CHANGED, changedNanos)
                .nanos(Stage.CAPTURED, context.clock().nanoTime())
                .damage()
                .copyFrom(unsent);
        Offer answer = context.sink().offer(slot.publish());
        if (answer == Offer.ACCEPTED) {
            unsent.clear();
            pictures.add(1);
        } else if (answer == Offer.DROPPED) {
            dropped.add(1);
        } else {
            offering = false;
        }
    }

    private void fail() {
        failed = true;
        sleep.watch(-1);
        context.events()
                .failed(new IOException("The X server at '" + connection.name()
                        + "' is gone. Start it again, or choose another screen"));
    }

    @Override
    public void await(long maxNanos) {
        if (connection.eventsQueued() > 0 || (connection.isLost() && !failed)) {
            return;
        }
        long until = cursor.lookAtNanos();
        if (offering && !unsent.isEmpty()) {
            until = Math.min(until, dueNanos);
        }
        sleep.await(
                until == Long.MAX_VALUE
                        ? maxNanos
                        : Math.min(maxNanos, until - context.clock().nanoTime()));
    }

    @Override
    public void wake() {
        sleep.wake();
    }

    @Override
    public void beginDrain() {
        offering = false;
    }

    @Override
    public boolean drained() {
        return context.pool().outstanding() == 0;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            damage.close();
            grabber.free(context.pool().outstanding() == 0);
            connection.close();
            sleep.close();
        }
    }
}
