package dev.wavry.capture.testpattern.internal;

import dev.wavry.spi.capture.Capture;
import dev.wavry.spi.capture.CaptureContext;
import dev.wavry.spi.capture.CaptureSettings;
import dev.wavry.spi.health.Counter;
import dev.wavry.spi.media.FrameSlot;
import dev.wavry.spi.media.Offer;
import dev.wavry.spi.media.Region;
import dev.wavry.spi.media.Stage;
import dev.wavry.spi.media.VideoFormat;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Makes a picture at each tick of the wished rate. */
final class TestPatternCapture implements Capture {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final Pattern pattern;
    private final CaptureContext context;
    private final Counter skipped;
    private final Region unsent = new Region();
    private final Region toPaint = new Region();
    private volatile boolean woken;
    private volatile @Nullable Thread sleeper;
    private long intervalNanos;
    private long dueNanos;
    private long number;
    private boolean hurry;
    private boolean offering = true;
    private boolean reopenAsked;

    TestPatternCapture(Pattern pattern, CaptureSettings wish, CaptureContext context) {
        this.pattern = pattern;
        this.context = context;
        this.skipped = context.counters()
                .counter("capture.no-slot", "Ticks without a picture because all pictures were still in use.");
        intervalNanos = NANOS_PER_SECOND / wish.framesPerSecond();
        dueNanos = context.clock().nanoTime();
        unsent.full(pattern.format().width(), pattern.format().height());
    }

    @Override
    public void adjust(CaptureSettings wish) {
        intervalNanos = NANOS_PER_SECOND / wish.framesPerSecond();
        long next = context.clock().nanoTime() + intervalNanos;
        dueNanos = dueNanos - next > 0 ? next : dueNanos;
        VideoFormat format = pattern.format();
        boolean otherSize = wish.width() > 0 && wish.width() != format.width()
                || wish.height() > 0 && wish.height() != format.height();
        if (otherSize && !reopenAsked) {
            reopenAsked = true;
            context.events().reopenNeeded("the wished size is " + wish.width() + "x" + wish.height() + " now");
        }
    }

    @Override
    public void refresh(Region part) {
        VideoFormat format = pattern.format();
        unsent.addAll(part).clip(format.width(), format.height());
        hurry = true;
    }

    @Override
    public int doWork() {
        long now = context.clock().nanoTime();
        boolean due = now - dueNanos >= 0;
        if (!offering || !(due || hurry)) {
            return 0;
        }
        if (due) {
            long next = dueNanos + intervalNanos;
            // Ticks that nobody had time for are gone: catching up would only make later ones late too.
            dueNanos = now - next >= 0 ? now + intervalNanos : next;
        }
        number++;
        pattern.addChange((int) number, unsent);
        FrameSlot slot = context.pool().tryAcquire(pattern.format());
        if (slot == null) {
            skipped.add(1);
            // A refresh that finds no memory comes with the next tick.
            hurry = false;
            return 0;
        }
        hurry = false;
        offer(slot, now);
        return 1;
    }

    private void offer(FrameSlot slot, long now) {
        pattern.paint(slot, (int) number, toPaint.copyFrom(unsent).addAll(slot.stale()));
        slot.info()
                .sequence(number)
                .nanos(Stage.CHANGED, now)
                .nanos(Stage.CAPTURED, context.clock().nanoTime())
                .damage()
                .copyFrom(unsent);
        Offer answer = context.sink().offer(slot.publish());
        if (answer == Offer.ACCEPTED) {
            unsent.clear();
        } else if (answer == Offer.CLOSED) {
            offering = false;
        }
    }

    @Override
    public void await(long maxNanos) {
        sleeper = Thread.currentThread();
        if (!woken) {
            long untilDue = dueNanos - context.clock().nanoTime();
            long nanos = offering ? Math.min(maxNanos, untilDue) : maxNanos;
            if (nanos > 0) {
                LockSupport.parkNanos(this, nanos);
            }
        }
        sleeper = null;
        woken = false;
    }

    @Override
    public void wake() {
        woken = true;
        LockSupport.unpark(sleeper);
    }

    @Override
    public void beginDrain() {
        offering = false;
    }

    @Override
    public void close() {
        offering = false;
    }
}
