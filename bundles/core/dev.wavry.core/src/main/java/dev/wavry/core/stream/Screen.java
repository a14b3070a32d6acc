package dev.wavry.core.stream;

import dev.wavry.agent.Duty;
import dev.wavry.agent.ParkingSleep;
import dev.wavry.core.slot.HandleContext;
import dev.wavry.core.slot.HandleSleep;
import dev.wavry.spi.capture.CursorShape;
import dev.wavry.spi.input.InputSink;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.media.FrameInfo;
import dev.wavry.spi.media.MediaClock;
import dev.wavry.spi.media.Offer;
import dev.wavry.spi.media.Region;
import dev.wavry.spi.media.Stage;
import dev.wavry.spi.media.VideoFormat;
import dev.wavry.spi.media.VideoFrame;
import dev.wavry.spi.render.Presentation;
import dev.wavry.spi.render.PresentationContext;
import dev.wavry.spi.render.PresentationSpec;
import dev.wavry.spi.render.Presented;
import dev.wavry.spi.render.VideoRenderer;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The window of a client: opened, pumped and closed on its own PRESENT agent; pictures come from DECODE. While the window is not there
 * yet, or a newer frame waits behind this one, pictures are held back or skipped and their damage goes into the next.
 */
final class Screen implements Pictures, Duty {
    private static final Logger LOG = LoggerFactory.getLogger(Screen.class);
    /** Windows that cannot be woken by their system are looked at this often. */
    private static final long LOOK_NANOS = 100_000_000L;

    private final WindowThread thread;
    private final MediaClock clock;
    private final ViewerSide.Owner owner;
    private final Consumer<Runnable> onDecode;
    private final Region pending = new Region();
    private Consumer<FrameInfo> shown = info -> {};
    /** The window and where it sleeps; only PRESENT opens and closes it. */
    private @Nullable Presentation window;

    private @Nullable HandleSleep sleep;
    private volatile @Nullable Presentation presentation;
    private @Nullable VideoFrame held;
    private @Nullable CursorShape shape;
    private boolean opening;
    private @Nullable PresentationSpec opened;
    private volatile @Nullable Context current;
    private boolean skipping;
    private boolean closed;
    private volatile long skipped;

    /**
     * @param onDecode runs things on DECODE
     */
    Screen(WindowThread thread, MediaClock clock, ViewerSide.Owner owner, Consumer<Runnable> onDecode) {
        this.thread = thread;
        this.clock = clock;
        this.owner = owner;
        this.onDecode = onDecode;
        thread.owner(owner::screenFailed);
    }

    /** Opens the window unless it is open; on DECODE. */
    void open(PresentationSpec spec) {
        if (opening || closed) {
            return;
        }
        opening = true;
        opened = spec;
        thread.execute(() -> {
            try {
                Context context = new Context();
                Presentation made = thread.renderer().open(spec, context);
                current = context;
                window = made;
                sleep = new HandleSleep(made);
                thread.agent().become(this, sleep);
                onDecode.accept(() -> opened(made));
            } catch (CannotOpenException | RuntimeException | Error e) {
                owner.screenFailed(e);
            }
        });
    }

    /** Opens another window beside the one there is, shows in that from then on, and closes the old one; on DECODE. */
    CompletableFuture<String> replace(VideoRenderer other) {
        CompletableFuture<String> done = new CompletableFuture<>();
        PresentationSpec spec = opened;
        if (spec == null || closed) {
            thread.use(other);
            done.complete("");
            return done;
        }
        thread.execute(() -> {
            try {
                other.prepare();
                Context context = new Context();
                Presentation made = other.open(spec, context);
                onDecode.accept(() -> moveTo(other, made, context, done));
            } catch (CannotOpenException | RuntimeException | Error e) {
                onDecode.accept(() -> done.complete("it cannot be opened: " + e.getMessage()));
            }
        });
        return done;
    }

    private void moveTo(VideoRenderer other, Presentation made, Context context, CompletableFuture<String> done) {
        if (closed) {
            // The thread has ended, and nobody else looks after the new window.
            made.close();
            done.complete("the session ended");
            return;
        }
        thread.use(other);
        current = context;
        pending.full(VideoFormat.MAX_SIDE, VideoFormat.MAX_SIDE);
        opened(made);
        thread.execute(() -> {
            closeWindow();
            window = made;
            sleep = new HandleSleep(made);
            thread.agent().become(this, sleep);
            onDecode.accept(() -> done.complete(""));
        });
    }

    private void opened(Presentation window) {
        if (closed) {
            return;
        }
        presentation = window;
        if (shape != null) {
            window.cursorShape(shape);
        }
        VideoFrame first = held;
        held = null;
        if (first != null) {
            first.info().damage().full(first.format().width(), first.format().height());
            show(window, first);
        }
    }

    /** While true pictures are held back, because a newer one is about to come. */
    @Override
    public void skipping(boolean on) {
        skipping = on;
    }

    long skipped() {
        return skipped;
    }

    /** A decoded picture; on DECODE. */
    @Override
    public Offer offer(VideoFrame picture) {
        Presentation window = presentation;
        if (closed) {
            picture.close();
            return Offer.CLOSED;
        }
        VideoFrame older = held;
        held = null;
        if (older != null) {
            skipped++;
            merge(older, picture);
        }
        if (window == null || skipping) {
            held = picture;
        } else {
            show(window, picture);
        }
        return Offer.ACCEPTED;
    }

    private static void merge(VideoFrame older, VideoFrame into) {
        Region damage = into.info().damage();
        if (older.format().equals(into.format())) {
            damage.addAll(older.info().damage());
        } else {
            damage.full(into.format().width(), into.format().height());
        }
        older.close();
    }

    @Override
    public void showHeld() {
        Presentation window = presentation;
        VideoFrame newest = held;
        if (window != null && newest != null) {
            held = null;
            show(window, newest);
        }
    }

    /** Tells somebody of each picture of the whole display that is shown; on DECODE. */
    void onShown(Consumer<FrameInfo> listener) {
        shown = listener;
    }

    private void show(Presentation window, VideoFrame picture) {
        if (!pending.isEmpty()) {
            picture.info()
                    .damage()
                    .addAll(pending)
                    .clip(picture.format().width(), picture.format().height());
            pending.clear();
        }
        shown.accept(picture.info());
        try (VideoFrame mine = picture.retain()) {
            presented(mine, window.present(picture));
        } catch (RuntimeException | Error e) {
            owner.screenFailed(e);
        }
    }

    private void presented(VideoFrame picture, Presented result) {
        if (result == Presented.SHOWN) {
            if (picture.info().nanos(Stage.PRESENTED) == 0) {
                picture.info().nanos(Stage.PRESENTED, clock.nanoTime());
            }
            owner.presented(picture);
        }
    }

    /** Shows a picture of a region at its place; takes the caller's count. */
    void showRegion(VideoFrame picture, int x, int y) {
        Presentation window = presentation;
        if (window == null || closed) {
            picture.close();
            return;
        }
        try (VideoFrame mine = picture.retain()) {
            picture.info().regionAt(x, y);
            presented(mine, window.present(picture));
        } catch (RuntimeException | Error e) {
            owner.screenFailed(e);
        }
    }

    void cursorShape(CursorShape newShape) {
        shape = newShape;
        Presentation window = presentation;
        if (window != null) {
            window.cursorShape(newShape);
        }
    }

    void cursorMoved(int x, int y, boolean visible) {
        Presentation window = presentation;
        if (window != null) {
            window.cursorMoved(x, y, visible);
        }
    }

    void overlay(String text) {
        Presentation window = presentation;
        if (window != null) {
            window.overlay(text);
        }
    }

    @Override
    public int doWork(long nowNanos) {
        Presentation window = presentation;
        return window == null ? 0 : window.doWork();
    }

    @Override
    public long nextDeadlineNanos() {
        return presentation == null ? Long.MAX_VALUE : clock.nanoTime() + LOOK_NANOS;
    }

    /** Closes the window; on DECODE, after the last picture. */
    void close() {
        closed = true;
        presentation = null;
        if (held != null) {
            held.close();
            held = null;
        }
        thread.stop(this::closeWindow);
    }

    /** On PRESENT, which sleeps elsewhere from now on. */
    private void closeWindow() {
        if (window != null && sleep != null) {
            thread.agent().become(now -> 0, new ParkingSleep());
            sleep.shut();
            window.close();
            window = null;
        }
    }

    private final class Context extends HandleContext implements PresentationContext {
        Context() {
            super(
                    Screen.this.clock,
                    why -> LOG.info("The window wants to be opened anew: {}", why),
                    owner::screenFailed);
        }

        @Override
        public InputSink input() {
            return owner;
        }

        @Override
        public void closeRequested() {
            if (current == this) {
                owner.closeRequested();
            }
        }

        @Override
        public void refreshNeeded() {
            onDecode.accept(() -> pending.full(VideoFormat.MAX_SIDE, VideoFormat.MAX_SIDE));
        }
    }
}
