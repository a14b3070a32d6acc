package dev.wavry.render.desktop.internal;

import dev.wavry.spi.capture.CursorShape;
import dev.wavry.spi.health.Counter;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.media.MediaClock;
import dev.wavry.spi.media.MemoryKind;
import dev.wavry.spi.media.PixelFormat;
import dev.wavry.spi.media.Region;
import dev.wavry.spi.media.Stage;
import dev.wavry.spi.media.VideoFormat;
import dev.wavry.spi.media.VideoFrame;
import dev.wavry.spi.render.Presentation;
import dev.wavry.spi.render.PresentationContext;
import dev.wavry.spi.render.PresentationSpec;
import dev.wavry.spi.render.Presented;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.lwjgl.sdl.SDLEvents;
import org.lwjgl.sdl.SDLMouse;
import org.lwjgl.sdl.SDLTimer;
import org.lwjgl.sdl.SDL_WindowEvent;
import org.lwjgl.system.MemoryUtil;

/**
 * One window. PRESENT opens it, collects its events, waits and closes; DECODE shows pictures meanwhile. All fields that are not
 * volatile or final belong to {@link Sdl#LOCK}.
 */
final class DesktopPresentation implements Presentation, Shortcuts {
    /** SDL finishes some changes of focus and size by time, so it is looked after for a while when something happened. */
    private static final long LIVELY_NANOS = 500_000_000;

    static final long LIVELY_WAIT_NANOS = 50_000_000;

    private final long livelyWaitNanos;
    private final PresentationContext context;
    private final MediaClock clock;
    private final DesktopWindow window;
    private final EventQueue queue;
    private final DisplayWait wait;
    private final Painter painter;
    private final InputTranslator input;
    private final Content content = new Content();
    private final Layout layout = new Layout();
    private final OverlayPanel overlay = new OverlayPanel();
    private final LocalCursor cursor = new LocalCursor();
    private final Region work = new Region();
    private final Region owed = new Region();
    private final Counter shown;
    private final Counter hidden;
    private final Counter failed;
    private boolean repaint;
    private boolean sizeChanged;
    private boolean missedSome;
    private boolean relative;
    private boolean closed;
    private boolean lossTold;
    private long livelyUntilNanos;

    private volatile @Nullable CursorShape newShape;
    private volatile boolean farCursorVisible = true;
    private volatile boolean cursorChanged;
    private volatile @Nullable String newOverlay = "";

    private DesktopPresentation(
            DesktopWindow window, Painter painter, PresentationContext context, long livelyWaitNanos) {
        this.livelyWaitNanos = livelyWaitNanos;
        this.context = context;
        this.clock = context.clock();
        this.window = window;
        this.painter = painter;
        DisplayWait x11 = X11Wait.of(window.handle());
        this.wait = x11 != null ? x11 : new NapWait();
        this.queue = new EventQueue(window.id(), wait::wake);
        this.input = new InputTranslator(context.input(), this);
        shown = context.counters().counter("desktop.pictures.shown", "Pictures given to the display.");
        hidden = context.counters().counter("desktop.pictures.hidden", "Pictures nobody could see.");
        failed = context.counters().counter("desktop.pictures.failed", "Pictures the window could not take.");
        livelyUntilNanos = clock.nanoTime() + LIVELY_NANOS;
    }

    /** Opens a window with SDL started for it; stops SDL again when it is closed or cannot be opened. */
    static Presentation open(PresentationSpec spec, PresentationContext context, Drawing drawing, long livelyWaitNanos)
            throws CannotOpenException {
        synchronized (Sdl.LOCK) {
            @Nullable DesktopWindow window = null;
            try {
                window = new DesktopWindow(spec);
                DesktopPresentation presentation =
                        new DesktopPresentation(window, drawing.painter(window.handle()), context, livelyWaitNanos);
                presentation.layout.set(spec.width(), spec.height(), window.pixelWidth(), window.pixelHeight());
                presentation.blacken(spec.width(), spec.height());
                Sdl.register(presentation.queue);
                return presentation;
            } catch (CannotOpenException | RuntimeException e) {
                if (window != null) {
                    window.destroy();
                }
                Sdl.stop();
                throw e;
            }
        }
    }

    /** Shows black until a picture comes, for which there is memory from now on: the first touch of it all takes milliseconds. */
    private void blacken(int width, int height) {
        content.resize(width, height);
        MemoryUtil.memSet(content.address(), 0, (long) content.stride() * height);
        work.full(width, height);
        painter.paint(content.address(), content.stride(), layout, work, overlay);
    }

    @Override
    public Presented present(VideoFrame picture) {
        synchronized (Sdl.LOCK) {
            try (picture) {
                return closed || wait.isBroken() ? Presented.CLOSED : show(picture);
            } finally {
                // Waiting for the display's answer may have read events that the poll will not see.
                if (!closed && (wait.hasUnseen(false) || sizeChanged || !queue.isEmpty())) {
                    wait.wake();
                }
            }
        }
    }

    private Presented show(VideoFrame picture) {
        VideoFormat format = picture.format();
        boolean readable =
                format.pixels().equals(PixelFormat.BGR0) && picture.memory().equals(MemoryKind.HOST);
        if (!readable || picture.info().isRegion() && !content.isFilled()) {
            failed.add(readable ? 0 : 1);
            return Presented.HIDDEN;
        }
        if (picture.info().isRegion()) {
            return showRegion(picture);
        }
        work.copyFrom(picture.info().damage()).clip(format.width(), format.height());
        if (content.resize(format.width(), format.height()) || !content.isFilled()) {
            work.full(format.width(), format.height());
            sizeChanged |= format.width() != layout.pictureWidth || format.height() != layout.pictureHeight;
            layout.set(format.width(), format.height(), window.pixelWidth(), window.pixelHeight());
            painter.invalidate();
        }
        if (!window.visible()) {
            content.take(picture, work);
            painter.invalidate();
            missedSome = true;
            hidden.add(1);
            return Presented.HIDDEN;
        }
        boolean done = painter.fromAnyThread() ? paintNow(picture) : paintLater(picture);
        (done ? shown : failed).add(1);
        return done ? Presented.SHOWN : Presented.HIDDEN;
    }

    /** Painted from the content, because a window that lost what it showed needs all of it. */
    private Presented showRegion(VideoFrame picture) {
        content.takeRegion(picture, layout.pictureWidth, layout.pictureHeight, work);
        if (!window.visible()) {
            painter.invalidate();
            missedSome = true;
            hidden.add(1);
            return Presented.HIDDEN;
        }
        boolean now = painter.fromAnyThread();
        boolean done = !now || painter.paint(content.address(), content.stride(), layout, work, overlay);
        if (!now) {
            owed.addAll(work);
            wait.wake();
        }
        picture.info().nanos(Stage.PRESENTED, clock.nanoTime());
        (done ? shown : failed).add(1);
        return done ? Presented.SHOWN : Presented.HIDDEN;
    }

    private boolean paintNow(VideoFrame picture) {
        boolean direct = !layout.scaled();
        if (!direct) {
            content.take(picture, work);
        }
        boolean done = direct
                ? painter.paint(picture.address(0), picture.stride(0), layout, work, overlay)
                : painter.paint(content.address(), content.stride(), layout, work, overlay);
        picture.info().nanos(Stage.PRESENTED, clock.nanoTime());
        if (direct) {
            // After the display has it: the copy is for later.
            content.take(picture, work);
        }
        return done;
    }

    private boolean paintLater(VideoFrame picture) {
        content.take(picture, work);
        owed.addAll(work);
        picture.info().nanos(Stage.PRESENTED, clock.nanoTime());
        wait.wake();
        return true;
    }

    @Override
    public int doWork() {
        if (wait.isBroken()) {
            return tellLoss();
        }
        int events;
        synchronized (Sdl.LOCK) {
            if (closed) {
                return 0;
            }
            changeWhatWasAsked();
            Sdl.pump(queue);
            events = queue.swap();
            for (int i = 0; i < events; i++) {
                noteWindowEvent(queue.batched(i));
            }
            repaint();
            long now = clock.nanoTime();
            if (events > 0) {
                livelyUntilNanos = now + LIVELY_NANOS;
            }
            input.prepare(layout, window.density(), now, SDLTimer.SDL_GetTicksNS());
        }
        for (int i = 0; i < events; i++) {
            input.handle(queue.batched(i));
        }
        return events;
    }

    private int tellLoss() {
        if (lossTold) {
            return 0;
        }
        lossTold = true;
        context.events().failed(new IOException("the display is gone: its connection was closed"));
        return 1;
    }

    private void changeWhatWasAsked() {
        if (sizeChanged) {
            sizeChanged = false;
            window.follow(layout.pictureWidth, layout.pictureHeight);
        }
        CursorShape shape = newShape;
        if (shape != null) {
            newShape = null;
            cursor.shape(shape);
        }
        if (cursorChanged) {
            cursorChanged = false;
            cursor.visible(farCursorVisible);
        }
        String text = newOverlay;
        if (text != null && overlay.switched()) {
            newOverlay = null;
            overlay.draw(text);
            painter.invalidate();
            repaint = true;
        }
    }

    private void noteWindowEvent(long event) {
        switch (SDL_WindowEvent.ntype(event)) {
            case SDLEvents.SDL_EVENT_WINDOW_RESIZED ->
                window.resizedTo(SDL_WindowEvent.ndata1(event), SDL_WindowEvent.ndata2(event));
            case SDLEvents.SDL_EVENT_WINDOW_PIXEL_SIZE_CHANGED,
                    SDLEvents.SDL_EVENT_WINDOW_SHOWN,
                    SDLEvents.SDL_EVENT_WINDOW_EXPOSED,
                    SDLEvents.SDL_EVENT_WINDOW_RESTORED,
                    SDLEvents.SDL_EVENT_WINDOW_MAXIMIZED -> {
                painter.invalidate();
                repaint = true;
            }
            case SDLEvents.SDL_EVENT_WINDOW_CLOSE_REQUESTED -> context.closeRequested();
            default -> {}
        }
    }

    private void repaint() {
        if ((!repaint && owed.isEmpty()) || !window.visible()) {
            return;
        }
        repaint = false;
        layout.set(layout.pictureWidth, layout.pictureHeight, window.pixelWidth(), window.pixelHeight());
        if (content.isFilled()) {
            painter.paint(content.address(), content.stride(), layout, owed, overlay);
        }
        owed.clear();
        if (missedSome) {
            missedSome = false;
            context.refreshNeeded();
        }
    }

    @Override
    public void await(long maxNanos) {
        long most;
        synchronized (Sdl.LOCK) {
            if (closed || wait.isBroken() || wait.hasUnseen(true) || !queue.isEmpty()) {
                return;
            }
            most = livelyUntilNanos - clock.nanoTime() > 0 ? Math.min(maxNanos, livelyWaitNanos) : maxNanos;
        }
        wait.await(Math.max(0, most));
    }

    @Override
    public void wake() {
        wait.wake();
    }

    @Override
    public void cursorShape(CursorShape shape) {
        newShape = shape;
        wait.wake();
    }

    /** Only whether it is visible counts: the near pointer is where the person wants the far one to be. */
    @Override
    public void cursorMoved(int x, int y, boolean visible) {
        if (visible != farCursorVisible) {
            farCursorVisible = visible;
            cursorChanged = true;
            wait.wake();
        }
    }

    @Override
    public void overlay(String text) {
        newOverlay = text;
        wait.wake();
    }

    @Override
    public void toggleFullscreen() {
        synchronized (Sdl.LOCK) {
            window.toggleFullscreen();
        }
    }

    @Override
    public void toggleOverlay() {
        synchronized (Sdl.LOCK) {
            overlay.show(!overlay.switched());
            painter.invalidate();
            repaint = true;
        }
        wait.wake();
    }

    @Override
    public void toggleRelativeMouse() {
        synchronized (Sdl.LOCK) {
            relative = !relative;
            SDLMouse.SDL_SetWindowRelativeMouseMode(window.handle(), relative);
        }
        input.relative(relative);
    }

    @Override
    public void askToClose() {
        context.closeRequested();
    }

    @Override
    public void close() {
        synchronized (Sdl.LOCK) {
            if (closed) {
                return;
            }
            closed = true;
        }
        input.releaseAll(clock.nanoTime());
        wait.close();
        synchronized (Sdl.LOCK) {
            Sdl.unregister(queue);
            queue.free();
            overlay.free();
            cursor.free();
            painter.close();
            content.free();
            window.destroy();
            if (wait.isBroken()) {
                Sdl.abandon();
            } else {
                Sdl.stop();
            }
        }
    }
}
