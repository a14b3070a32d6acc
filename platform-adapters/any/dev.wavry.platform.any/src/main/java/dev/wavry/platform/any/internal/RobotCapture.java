package dev.wavry.platform.any.internal;

import dev.wavry.spi.capture.Capture;
import dev.wavry.spi.capture.CaptureContext;
import dev.wavry.spi.capture.CaptureSettings;
import dev.wavry.spi.media.FrameSlot;
import dev.wavry.spi.media.Offer;
import dev.wavry.spi.media.Region;
import dev.wavry.spi.media.Stage;
import dev.wavry.spi.media.VideoFormat;
import java.awt.Point;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Looks at the screen at each tick and offers what differs from the look before. */
final class RobotCapture implements Capture {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final RobotScreen screen;
    private final CaptureContext context;
    private final VideoFormat format;
    private final Region unsent = new Region();
    private final Region toCopy = new Region();
    private volatile boolean woken;
    private volatile @Nullable Thread sleeper;
    private int @Nullable [] before;
    private @Nullable Point pointer;
    private long intervalNanos;
    private long dueNanos;
    private long sequence;
    private boolean offering = true;

    RobotCapture(RobotScreen screen, CaptureSettings wish, CaptureContext context) {
        this.screen = screen;
        this.context = context;
        this.format = screen.format();
        adjust(wish);
        dueNanos = context.clock().nanoTime();
        unsent.full(format.width(), format.height());
    }

    @Override
    public void adjust(CaptureSettings wish) {
        intervalNanos = NANOS_PER_SECOND / wish.framesPerSecond();
    }

    @Override
    public void refresh(Region part) {
        unsent.addAll(part).clip(format.width(), format.height());
        dueNanos = context.clock().nanoTime();
    }

    @Override
    public int doWork() {
        long now = context.clock().nanoTime();
        if (!offering || now - dueNanos < 0) {
            return 0;
        }
        dueNanos = now + intervalNanos;
        tellPointer();
        int[] pixels = screen.look();
        int[] last = before;
        if (last != null) {
            RowDiff.compare(last, pixels, format.width(), format.height(), unsent);
        }
        before = pixels;
        return unsent.isEmpty() ? 0 : offer(pixels, now);
    }

    private void tellPointer() {
        Point seen = screen.pointer();
        if (seen == null || seen.equals(pointer)) {
            return;
        }
        if (pointer == null) {
            // AWT does not tell what the pointer looks like.
            context.cursor().shape(Arrow.shape());
        }
        pointer = seen;
        context.cursor().moved(seen.x, seen.y, true);
    }

    private int offer(int[] pixels, long now) {
        FrameSlot slot = context.pool().tryAcquire(format);
        if (slot == null) {
            return 0;
        }
        copy(pixels, slot, toCopy.copyFrom(unsent).addAll(slot.stale()));
        slot.info()
                .sequence(++sequence)
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
        return 1;
    }

    private void copy(int[] pixels, FrameSlot slot, Region part) {
        IntBuffer to =
                slot.plane(0).duplicate().clear().order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
        for (int i = 0; i < part.count(); i++) {
            for (int y = part.y(i); y < part.y(i) + part.height(i); y++) {
                int from = y * format.width() + part.x(i);
                to.put(y * (slot.stride(0) / 4) + part.x(i), pixels, from, part.width(i));
            }
        }
    }

    @Override
    public void await(long maxNanos) {
        sleeper = Thread.currentThread();
        if (!woken) {
            long nanos =
                    offering ? Math.min(maxNanos, dueNanos - context.clock().nanoTime()) : maxNanos;
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
        before = null;
    }
}
