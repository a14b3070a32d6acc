package dev.wavry.render.desktop.internal;

import dev.wavry.spi.render.Presentation;
import dev.wavry.spi.render.PresentationSpec;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.lwjgl.sdl.SDLProperties;
import org.lwjgl.sdl.SDLVideo;

/** The thread that opens a presentation, collects its events and closes it. */
final class PresentAgent implements AutoCloseable {
    static final String THREAD = "present";

    private final CompletableFuture<Presentation> opened = new CompletableFuture<>();
    private final Thread thread;
    private volatile boolean closing;
    private volatile long window;
    private volatile int duties;

    PresentAgent(DesktopRenderer renderer, PresentationSpec spec, Person person) {
        thread = new Thread(() -> run(renderer, spec, person), THREAD);
        thread.start();
    }

    private void run(DesktopRenderer renderer, PresentationSpec spec, Person person) {
        try (Presentation presentation = renderer.open(spec, person)) {
            synchronized (Sdl.LOCK) {
                // The newest comes first.
                long newest = SDLVideo.SDL_GetWindows().get(0);
                window = SDLProperties.SDL_GetNumberProperty(
                        SDLVideo.SDL_GetWindowProperties(newest), SDLVideo.SDL_PROP_WINDOW_X11_WINDOW_NUMBER, 0);
            }
            opened.complete(presentation);
            while (!closing) {
                duties++;
                if (presentation.doWork() == 0) {
                    presentation.await(TimeUnit.SECONDS.toNanos(20));
                }
            }
        } catch (Exception | Error e) {
            opened.completeExceptionally(e);
        }
    }

    Presentation presentation() {
        return opened.orTimeout(20, TimeUnit.SECONDS).join();
    }

    /** The X window. */
    long window() {
        presentation();
        return window;
    }

    /** How often it went round; grows without bound if it does not really wait. */
    int duties() {
        return duties;
    }

    @Override
    public void close() {
        closing = true;
        presentation().wake();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(20));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            throw new AssertionError("the presentation did not close");
        }
    }
}
