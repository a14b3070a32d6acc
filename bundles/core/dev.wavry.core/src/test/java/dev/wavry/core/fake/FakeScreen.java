package dev.wavry.core.fake;

import dev.wavry.buffer.PicturePool;
import dev.wavry.spi.capture.Capture;
import dev.wavry.spi.capture.CaptureContext;
import dev.wavry.spi.capture.CaptureSettings;
import dev.wavry.spi.capture.CaptureSource;
import dev.wavry.spi.capture.CaptureTarget;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.media.FrameSlot;
import dev.wavry.spi.media.MemoryKind;
import dev.wavry.spi.media.Offer;
import dev.wavry.spi.media.PixelFormat;
import dev.wavry.spi.media.Region;
import dev.wavry.spi.media.Stage;
import dev.wavry.spi.media.VideoFormat;
import dev.wavry.spi.media.VideoFrame;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A screen that a test paints on, with precise damage. */
public final class FakeScreen implements CaptureSource {
    private final Laws laws;
    private final String id;
    private final List<FakeCapture> open = new CopyOnWriteArrayList<>();
    private final AtomicInteger opened = new AtomicInteger();
    private int width;
    private int height;
    private int[] pixels;
    private volatile CaptureTarget.Kind kind = CaptureTarget.Kind.DISPLAY;
    private volatile @Nullable RuntimeException throwNext;
    private volatile @Nullable CountDownLatch stall;
    private volatile @Nullable CountDownLatch openLatch;
    private volatile boolean gone;
    private volatile String refusal = "";

    /** A black screen. */
    public FakeScreen(Laws laws, String id, int width, int height) {
        this.laws = laws;
        this.id = id;
        this.width = width;
        this.height = height;
        this.pixels = new int[width * height];
    }

    /** Makes its pictures look like those of a source that paints them itself. */
    public FakeScreen synthetic() {
        kind = CaptureTarget.Kind.SYNTHETIC;
        return this;
    }

    /** Fills a rectangle with a colour. */
    public void paint(int x, int y, int w, int h, int colour) {
        synchronized (this) {
            for (int row = y; row < y + h; row++) {
                java.util.Arrays.fill(pixels, row * width + x, row * width + x + w, colour);
            }
            for (FakeCapture capture : open) {
                capture.pending.add(x, y, w, h);
            }
        }
        open.forEach(FakeCapture::ring);
    }

    /** Becomes another size, black; running captures say that they cannot go on. */
    public void resize(int newWidth, int newHeight) {
        synchronized (this) {
            width = newWidth;
            height = newHeight;
            pixels = new int[newWidth * newHeight];
        }
        open.forEach(capture -> capture.context.events().reopenNeeded("the screen is " + newWidth + "x" + newHeight));
    }

    /** Running captures throw this once. */
    public void throwNext(RuntimeException e) {
        throwNext = e;
        open.forEach(FakeCapture::ring);
    }

    /** Running captures report that they are dead. */
    public void fail(Throwable cause) {
        open.forEach(capture -> capture.context.events().failed(cause));
    }

    /** Running captures do not return before the latch opens. */
    public void stall(CountDownLatch until) {
        stall = until;
        open.forEach(FakeCapture::ring);
    }

    /** Opening waits for the latch. */
    public void openWaitsFor(@Nullable CountDownLatch latch) {
        openLatch = latch;
    }

    /** While not empty, nothing can be opened, with these words. */
    public void refuse(String why) {
        refusal = why;
    }

    /** Whether there is anything to capture. */
    public void gone(boolean now) {
        gone = now;
    }

    /** A copy of what is on it. */
    public synchronized int[] copy() {
        return pixels.clone();
    }

    /** Width now. */
    public synchronized int width() {
        return width;
    }

    /** Height now. */
    public synchronized int height() {
        return height;
    }

    /** Counts from zero from now on. */
    public void startCounting() {
        opened.set(0);
    }

    /** How often it was opened. */
    public int opened() {
        return opened.get();
    }

    /** How many captures are open. */
    public int live() {
        return open.size();
    }

    @Override
    public synchronized List<CaptureTarget> targets() {
        return gone
                ? List.of()
                : List.of(new CaptureTarget(id + "/0", "Screen " + id, kind, 0, 0, width, height, true));
    }

    @Override
    public Set<MemoryKind> produces() {
        return Set.of(MemoryKind.HOST);
    }

    @Override
    public Capture open(CaptureTarget target, CaptureSettings wish, CaptureContext context) throws CannotOpenException {
        FakeEncoders.awaitLatch(openLatch);
        if (!refusal.isEmpty()) {
            throw new CannotOpenException(CannotOpenException.Reason.BROKEN, refusal, "Mend it.");
        }
        FakeCapture capture = new FakeCapture(target, context);
        opened.incrementAndGet();
        open.add(capture);
        return capture;
    }

    private final class FakeCapture implements Capture {
        private final CaptureContext context;
        private final VideoFormat format;
        private final Laws.Guard guard;
        private final Region pending = new Region();
        private boolean woken;
        private long sequence;

        FakeCapture(CaptureTarget target, CaptureContext context) {
            this.context = context;
            this.format = new VideoFormat(target.width(), target.height(), PixelFormat.BGR0);
            this.guard = laws.new Guard("capture " + id + " " + opened.get());
            PicturePool pool = (PicturePool) context.pool();
            laws.lends("pictures of capture " + id + " " + opened.get(), pool::outstanding, pool::misuses);
            pending.full(target.width(), target.height());
        }

        void ring() {
            synchronized (this) {
                woken = true;
                notifyAll();
            }
        }

        @Override
        public int doWork() {
            boolean outermost = guard.enter("doWork");
            try {
                RuntimeException toThrow = throwNext;
                if (toThrow != null) {
                    throwNext = null;
                    throw toThrow;
                }
                FakeEncoders.awaitLatch(stall);
                VideoFrame picture = take();
                if (picture == null) {
                    return 0;
                }
                Region damage = new Region().copyFrom(picture.info().damage());
                if (context.sink().offer(picture) == Offer.DROPPED) {
                    synchronized (FakeScreen.this) {
                        pending.addAll(damage);
                    }
                    return 0;
                }
                return 1;
            } finally {
                guard.leave(outermost);
            }
        }

        private @Nullable VideoFrame take() {
            synchronized (FakeScreen.this) {
                if (pending.isEmpty() || width != format.width() || height != format.height()) {
                    return null;
                }
                FrameSlot slot = context.pool().tryAcquire(format);
                if (slot == null) {
                    return null;
                }
                clip(pending);
                write(slot, pending);
                write(slot, slot.stale());
                long now = context.clock().nanoTime();
                slot.info().sequence(sequence++).nanos(Stage.CHANGED, now).nanos(Stage.CAPTURED, now);
                slot.info().damage().copyFrom(pending);
                pending.clear();
                return slot.publish();
            }
        }

        private void clip(Region part) {
            String before = part.toString();
            if (!part.clip(width, height).toString().equals(before)) {
                laws.broken("asked to refresh " + before + " of a screen of " + width + "x" + height);
            }
        }

        private void write(FrameSlot slot, Region part) {
            ByteBuffer plane = slot.plane(0).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < part.count(); i++) {
                for (int y = part.y(i); y < part.y(i) + part.height(i); y++) {
                    for (int x = part.x(i); x < part.x(i) + part.width(i); x++) {
                        plane.putInt(y * slot.stride(0) + 4 * x, pixels[y * width + x]);
                    }
                }
            }
        }

        @Override
        public void adjust(CaptureSettings wish) {
            guard.mention("adjust");
        }

        @Override
        public void refresh(Region part) {
            boolean outermost = guard.enter("refresh");
            if (!outermost) {
                laws.broken("asked to refresh inside the offer, where it would go with what is being offered");
            }
            synchronized (FakeScreen.this) {
                pending.addAll(part);
            }
            ring();
            guard.leave(outermost);
        }

        @Override
        public void await(long maxNanos) {
            boolean outermost = guard.enter("await");
            // What was dropped is offered again a little later, as a capture with a frame rate does.
            boolean owes;
            synchronized (FakeScreen.this) {
                owes = !pending.isEmpty() && width == format.width() && height == format.height();
            }
            sleep(owes ? Math.min(maxNanos, 3_000_000L) : maxNanos);
            guard.leave(outermost);
        }

        private synchronized void sleep(long maxNanos) {
            long until = System.nanoTime() + maxNanos;
            try {
                for (long wait = maxNanos; wait > 0 && !woken; wait = until - System.nanoTime()) {
                    wait(wait / 1_000_000, (int) (wait % 1_000_000));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            woken = false;
        }

        @Override
        public void wake() {
            guard.mention("wake");
            ring();
        }

        @Override
        public void close() {
            if (guard.close()) {
                open.remove(this);
                if (context.pool().outstanding() != 0) {
                    laws.broken("capture " + id + " was closed while "
                            + context.pool().outstanding() + " of its pictures were still read");
                }
            }
        }
    }
}
