package dev.wavry.render.desktop.internal;

import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.lifecycle.CannotOpenException.Reason;
import dev.wavry.spi.render.PresentationSpec;
import org.jspecify.annotations.Nullable;
import org.lwjgl.sdl.SDLError;
import org.lwjgl.sdl.SDLVideo;
import org.lwjgl.sdl.SDL_Rect;
import org.lwjgl.system.MemoryStack;

/** The window: its size, what covers it and who chose its size. Guarded by {@link Sdl#LOCK}. */
final class DesktopWindow {
    private static final long UNSEEN =
            SDLVideo.SDL_WINDOW_HIDDEN | SDLVideo.SDL_WINDOW_MINIMIZED | SDLVideo.SDL_WINDOW_OCCLUDED;

    private static final int HIDDEN_SIDE = 64;

    private final long window;
    private int askedWidth;
    private int askedHeight;
    private boolean sizedByPerson;

    DesktopWindow(PresentationSpec spec) throws CannotOpenException {
        fit(SDLVideo.SDL_GetPrimaryDisplay(), spec.width(), spec.height());
        long flags = SDLVideo.SDL_WINDOW_RESIZABLE | SDLVideo.SDL_WINDOW_HIGH_PIXEL_DENSITY;
        window = SDLVideo.SDL_CreateWindow(
                spec.title(),
                askedWidth,
                askedHeight,
                spec.fullscreen() ? flags | SDLVideo.SDL_WINDOW_FULLSCREEN : flags);
        if (window == 0) {
            throw new CannotOpenException(
                    Reason.BROKEN,
                    "The window could not be made: " + SDLError.SDL_GetError(),
                    "Check that the display takes windows of " + askedWidth + "x" + askedHeight);
        }
        if (density() != 1) {
            follow(spec.width(), spec.height());
        }
    }

    private DesktopWindow(long window) {
        this.window = window;
    }

    /** A small one that nobody sees, or null if none can be made. */
    static @Nullable DesktopWindow hidden() {
        long window = SDLVideo.SDL_CreateWindow("", HIDDEN_SIDE, HIDDEN_SIDE, SDLVideo.SDL_WINDOW_HIDDEN);
        return window == 0 ? null : new DesktopWindow(window);
    }

    long handle() {
        return window;
    }

    int id() {
        return SDLVideo.SDL_GetWindowID(window);
    }

    /** Pixels per unit of window coordinates. */
    float density() {
        return Math.max(0.1f, SDLVideo.SDL_GetWindowPixelDensity(window));
    }

    boolean visible() {
        return (SDLVideo.SDL_GetWindowFlags(window) & UNSEEN) == 0;
    }

    boolean fullscreen() {
        return (SDLVideo.SDL_GetWindowFlags(window) & SDLVideo.SDL_WINDOW_FULLSCREEN) != 0;
    }

    void toggleFullscreen() {
        SDLVideo.SDL_SetWindowFullscreen(window, !fullscreen());
    }

    /** Remembers that somebody else than we chose the size, from when on it is kept. */
    void resizedTo(int width, int height) {
        if (!fullscreen() && (width != askedWidth || height != askedHeight)) {
            sizedByPerson = true;
        }
    }

    /** Takes the size of the picture, unless the person chose one. */
    void follow(int pictureWidth, int pictureHeight) {
        if (sizedByPerson || fullscreen()) {
            return;
        }
        float density = density();
        fit(
                SDLVideo.SDL_GetDisplayForWindow(window),
                Math.max(1, Math.round(pictureWidth / density)),
                Math.max(1, Math.round(pictureHeight / density)));
        SDLVideo.SDL_SetWindowSize(window, askedWidth, askedHeight);
    }

    private void fit(int display, int width, int height) {
        askedWidth = width;
        askedHeight = height;
        try (MemoryStack stack = MemoryStack.stackPush()) {
            SDL_Rect room = SDL_Rect.malloc(stack);
            if (SDLVideo.SDL_GetDisplayUsableBounds(display, room) && (width > room.w() || height > room.h())) {
                askedWidth = Layout.fitWidth(width, height, room.w(), room.h());
                askedHeight = Layout.fitWidth(height, width, room.h(), room.w());
            }
        }
    }

    int pixelWidth() {
        return pixels(true);
    }

    int pixelHeight() {
        return pixels(false);
    }

    private int pixels(boolean ofWidth) {
        try (MemoryStack stack = MemoryStack.stackPush()) {
            var width = stack.mallocInt(1);
            var height = stack.mallocInt(1);
            SDLVideo.SDL_GetWindowSizeInPixels(window, width, height);
            return Math.max(1, ofWidth ? width.get(0) : height.get(0));
        }
    }

    void destroy() {
        SDLVideo.SDL_DestroyWindow(window);
    }
}
