package dev.wavry.render.headless.internal;

import dev.wavry.spi.capture.CursorShape;
import dev.wavry.spi.health.Counter;
import dev.wavry.spi.media.MediaClock;
import dev.wavry.spi.media.Stage;
import dev.wavry.spi.media.VideoFrame;
import dev.wavry.spi.render.Presentation;
import dev.wavry.spi.render.PresentationContext;
import dev.wavry.spi.render.Presented;
import java.awt.image.BufferedImage;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Shows pictures to nobody. Periodic snapshots are a tool for tests: encoding one keeps PRESENT busy for longer than a frame, but
 * never DECODE, which only waits for the copy of the pixels.
 */
final class HeadlessPresentation implements Presentation {
    private final Snapshots snapshots;
    private final long everyNanos;
    private final MediaClock clock;
    private final Counter shown;
    private final Counter pixels;
    private final Canvas canvas = new Canvas();
    private long nextSnapshotNanos;
    private boolean closed;

    private volatile boolean woken;
    private volatile @Nullable Thread waiting;

    HeadlessPresentation(Snapshots snapshots, long everyNanos, PresentationContext context) {
        this.snapshots = snapshots;
        this.everyNanos = snapshots.wanted() ? everyNanos : 0;
        this.clock = context.clock();
        this.nextSnapshotNanos = clock.nanoTime() + everyNanos;
        shown = context.counters().counter("headless.pictures", "Pictures taken.");
        pixels = context.counters().counter("headless.pixels", "Pixels of damage in these.");
    }

    @Override
    public synchronized Presented present(VideoFrame picture) {
        try (picture) {
            if (closed) {
                return Presented.CLOSED;
            }
            canvas.take(picture);
            shown.add(1);
            pixels.add(picture.info().damage().area());
            picture.info().nanos(Stage.PRESENTED, clock.nanoTime());
            return Presented.SHOWN;
        }
    }

    @Override
    public synchronized Presented presentRegion(VideoFrame picture, int x, int y) {
        try (picture) {
            if (closed) {
                return Presented.CLOSED;
            }
            if (!canvas.takeRegion(picture, x, y)) {
                return Presented.HIDDEN;
            }
            shown.add(1);
            pixels.add(picture.info().damage().area());
            picture.info().nanos(Stage.PRESENTED, clock.nanoTime());
            return Presented.SHOWN;
        }
    }

    @Override
    public int doWork() {
        long now = clock.nanoTime();
        if (everyNanos == 0 || now - nextSnapshotNanos < 0) {
            return 0;
        }
        nextSnapshotNanos = now + everyNanos;
        return snapshot() ? 1 : 0;
    }

    private boolean snapshot() {
        BufferedImage image;
        synchronized (this) {
            if (closed || canvas.isEmpty()) {
                return false;
            }
            image = canvas.toImage();
        }
        snapshots.write(image);
        return true;
    }

    @Override
    public void await(long maxNanos) {
        waiting = Thread.currentThread();
        if (!woken) {
            long now = clock.nanoTime();
            LockSupport.parkNanos(this, everyNanos == 0 ? maxNanos : Math.min(maxNanos, nextSnapshotNanos - now));
        }
        waiting = null;
        woken = false;
    }

    @Override
    public void wake() {
        woken = true;
        LockSupport.unpark(waiting);
    }

    @Override
    public void close() {
        if (snapshots.wanted()) {
            snapshot();
        }
        synchronized (this) {
            closed = true;
        }
        wake();
    }

    @Override
    public void cursorShape(CursorShape shape) {}

    @Override
    public void cursorMoved(int x, int y, boolean visible) {}

    @Override
    public void overlay(String text) {}
}
