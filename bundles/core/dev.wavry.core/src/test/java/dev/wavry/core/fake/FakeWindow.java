package dev.wavry.core.fake;

import dev.wavry.spi.capture.CursorShape;
import dev.wavry.spi.input.InputEvent;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.media.PixelFormat;
import dev.wavry.spi.media.Region;
import dev.wavry.spi.media.VideoFrame;
import dev.wavry.spi.render.Presentation;
import dev.wavry.spi.render.PresentationContext;
import dev.wavry.spi.render.PresentationSpec;
import dev.wavry.spi.render.Presented;
import dev.wavry.spi.render.VideoRenderer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A window that keeps what it is shown: only the damage is copied, so damage that is too small leaves a wrong picture. */
public final class FakeWindow implements VideoRenderer {
    /** One presented picture. */
    public record Shown(int epoch, long sequence, int width, int height, long atNanos) {}

    private final Laws laws;
    private final List<Shown> shown = new ArrayList<>();
    private int width;
    private int height;
    private int[] pixels = new int[0];
    private volatile String refusal = "";
    private volatile @Nullable CountDownLatch openLatch;
    private volatile @Nullable PresentationContext context;
    private volatile boolean silent;
    private volatile @Nullable RuntimeException throwPreparing;
    private final AtomicInteger prepared = new AtomicInteger();
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger live = new AtomicInteger();
    private final AtomicInteger regions = new AtomicInteger();

    /** Pictures of regions that were shown. */
    public int regions() {
        return regions.get();
    }

    /** A closed window. */
    public FakeWindow(Laws laws) {
        this.laws = laws;
    }

    /** While not empty, it cannot be opened, with these words. */
    public void refuse(String why) {
        refusal = why;
    }

    /** Opening waits for the latch. */
    public void openWaitsFor(@Nullable CountDownLatch latch) {
        openLatch = latch;
    }

    /** Shows without remembering, so that it makes no garbage. */
    public void silent(boolean on) {
        silent = on;
    }

    /** What was shown so far, in order. */
    public synchronized List<Shown> shown() {
        return List.copyOf(shown);
    }

    /** The last picture shown, if any. */
    public synchronized @Nullable Shown last() {
        return shown.isEmpty() ? null : shown.get(shown.size() - 1);
    }

    /** How many pictures were shown. */
    public synchronized int count() {
        return shown.size();
    }

    /** Epoch of the last picture, or -1. */
    public synchronized int epoch() {
        return shown.isEmpty() ? -1 : shown.get(shown.size() - 1).epoch;
    }

    /** True if it shows exactly what is on the screen. */
    public boolean shows(FakeScreen screen) {
        int[] near = screen.copy();
        synchronized (this) {
            return width == screen.width() && height == screen.height() && java.util.Arrays.equals(pixels, near);
        }
    }

    /** How many pixels differ, for messages. */
    public String difference(FakeScreen screen) {
        int[] near = screen.copy();
        synchronized (this) {
            if (near.length != pixels.length) {
                return "sizes differ: " + width + "x" + height + ", " + shown.size() + " pictures shown";
            }
            int count = 0;
            for (int i = 0; i < near.length; i++) {
                count += near[i] == pixels[i] ? 0 : 1;
            }
            return count + " pixels differ after " + shown.size() + " pictures, last " + last();
        }
    }

    /** How often it was prepared. */
    public int prepared() {
        return prepared.get();
    }

    /** How often one was opened. */
    public int opened() {
        return opened.get();
    }

    @Override
    public void prepare() {
        prepared.incrementAndGet();
        RuntimeException toThrow = throwPreparing;
        if (toThrow != null) {
            throw toThrow;
        }
    }

    /** It cannot be prepared. */
    public void throwPreparing(RuntimeException e) {
        throwPreparing = e;
    }

    /** How many windows are open. */
    public int live() {
        return live.get();
    }

    /** The person does something. */
    public void input(InputEvent event) {
        PresentationContext known = context;
        if (known != null) {
            known.input().input(event);
        }
    }

    /** The person closes the window. */
    public void closeByPerson() {
        PresentationContext known = context;
        if (known != null) {
            known.closeRequested();
        }
    }

    /** The window breaks. */
    public void fail(Throwable cause) {
        PresentationContext known = context;
        if (known != null) {
            known.events().failed(cause);
        }
    }

    @Override
    public List<PixelFormat> accepts() {
        return List.of(PixelFormat.BGR0);
    }

    @Override
    public boolean available() {
        return true;
    }

    @Override
    public Presentation open(PresentationSpec spec, PresentationContext newContext) throws CannotOpenException {
        opened.incrementAndGet();
        FakeEncoders.awaitLatch(openLatch);
        if (!refusal.isEmpty()) {
            throw new CannotOpenException(CannotOpenException.Reason.NOT_HERE, refusal, "Plug a display in.");
        }
        context = newContext;
        live.incrementAndGet();
        return new Open();
    }

    private synchronized void show(VideoFrame picture) {
        if (picture.info().isRegion()) {
            regions.incrementAndGet();
            show(picture, picture.info().left(), picture.info().top());
            return;
        }
        if (picture.format().width() != width || picture.format().height() != height) {
            width = picture.format().width();
            height = picture.format().height();
            pixels = new int[width * height];
        }
        show(picture, 0, 0);
    }

    private synchronized void show(VideoFrame picture, int left, int top) {
        Region damage = picture.info().damage();
        ByteBuffer plane = picture.plane(0);
        for (int i = 0; i < damage.count(); i++) {
            for (int y = damage.y(i); y < damage.y(i) + damage.height(i); y++) {
                for (int x = damage.x(i); x < damage.x(i) + damage.width(i); x++) {
                    int at = plane.getInt(y * picture.stride(0) + 4 * x);
                    pixels[(y + top) * width + x + left] =
                            plane.order() == ByteOrder.LITTLE_ENDIAN ? at : Integer.reverseBytes(at);
                }
            }
        }
        if (!silent) {
            shown.add(new Shown(picture.info().epoch(), picture.info().sequence(), width, height, System.nanoTime()));
        }
    }

    private final class Open implements Presentation {
        private final Laws.Guard guard = laws.new Guard("window");
        private boolean woken;

        @Override
        public Presented present(VideoFrame picture) {
            guard.mention("present");
            try (picture) {
                show(picture);
                return Presented.SHOWN;
            }
        }

        @Override
        public void cursorShape(CursorShape shape) {
            guard.mention("cursorShape");
        }

        @Override
        public void cursorMoved(int x, int y, boolean visible) {
            guard.mention("cursorMoved");
        }

        @Override
        public void overlay(String text) {
            guard.mention("overlay");
        }

        @Override
        public void await(long maxNanos) {
            boolean outermost = guard.enter("await");
            synchronized (this) {
                try {
                    if (!woken) {
                        TimeUnit.NANOSECONDS.timedWait(this, maxNanos);
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                woken = false;
            }
            guard.leave(outermost);
        }

        @Override
        public void wake() {
            guard.mention("wake");
            synchronized (this) {
                woken = true;
                notifyAll();
            }
        }

        @Override
        public void close() {
            if (guard.close()) {
                live.decrementAndGet();
            }
        }
    }
}
