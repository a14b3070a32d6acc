package dev.wavry.render.desktop.internal;

import dev.wavry.spi.capture.CursorShape;
import java.nio.IntBuffer;
import org.lwjgl.sdl.SDLMouse;
import org.lwjgl.sdl.SDLPixels;
import org.lwjgl.sdl.SDLSurface;
import org.lwjgl.sdl.SDLVideo;
import org.lwjgl.sdl.SDL_Surface;
import org.lwjgl.system.MemoryUtil;

/** The far pointer's look on the near pointer, so that it moves without a round trip. Guarded by {@link Sdl#LOCK}. */
final class LocalCursor {
    private static final int OPAQUE = 255;

    /** SDL hands the pixels on as they are, and X wants them multiplied by their alpha; other systems do not. */
    private final boolean premultiplied = "x11".equals(SDLVideo.SDL_GetCurrentVideoDriver());

    private long cursor;

    void shape(CursorShape shape) {
        long surface = SDLSurface.nSDL_CreateSurface(shape.width(), shape.height(), SDLPixels.SDL_PIXELFORMAT_ARGB8888);
        if (surface == 0) {
            return;
        }
        copy(shape, surface);
        long made = SDLMouse.nSDL_CreateColorCursor(surface, shape.hotspotX(), shape.hotspotY());
        SDLSurface.nSDL_DestroySurface(surface);
        if (made != 0) {
            SDLMouse.SDL_SetCursor(made);
            free();
            cursor = made;
        }
    }

    private void copy(CursorShape shape, long surface) {
        IntBuffer argb = shape.argb();
        long row = MemoryUtil.memGetAddress(surface + SDL_Surface.PIXELS);
        int at = argb.position();
        for (int y = 0; y < shape.height(); y++, row += SDL_Surface.npitch(surface)) {
            for (int x = 0; x < shape.width(); x++) {
                MemoryUtil.memPutInt(row + 4L * x, premultiplied ? argb.get(at) : straight(argb.get(at)));
                at++;
            }
        }
    }

    /** The colour before it was multiplied by its alpha. */
    static int straight(int premultiplied) {
        int alpha = premultiplied >>> 24;
        if (alpha == 0 || alpha == OPAQUE) {
            return premultiplied;
        }
        int red = divide(premultiplied >> 16 & 0xFF, alpha);
        int green = divide(premultiplied >> 8 & 0xFF, alpha);
        int blue = divide(premultiplied & 0xFF, alpha);
        return alpha << 24 | red << 16 | green << 8 | blue;
    }

    private static int divide(int colour, int alpha) {
        return Math.min(OPAQUE, (colour * OPAQUE + alpha / 2) / alpha);
    }

    void visible(boolean visible) {
        if (visible) {
            SDLMouse.SDL_ShowCursor();
        } else {
            SDLMouse.SDL_HideCursor();
        }
    }

    void free() {
        if (cursor != 0) {
            SDLMouse.SDL_DestroyCursor(cursor);
            cursor = 0;
        }
    }
}
