package dev.wavry.render.desktop.internal;

import org.lwjgl.sdl.SDLPixels;
import org.lwjgl.sdl.SDLRender;
import org.lwjgl.sdl.SDLSurface;
import org.lwjgl.sdl.SDL_Surface;
import org.lwjgl.system.MemoryUtil;

/** Lines of text as a picture, drawn with the font that SDL has for such things. Guarded by {@link Sdl#LOCK}. */
final class OverlayPanel {
    /** The side of a letter of SDL's font. */
    private static final int LETTER = 8;

    private static final int LINE = 12;
    private static final int BORDER = 6;
    private static final int MAX_COLUMNS = 100;
    private static final int MAX_LINES = 40;

    private long surface;
    private boolean shown;

    boolean isShown() {
        return shown && surface != 0;
    }

    boolean switched() {
        return shown;
    }

    void show(boolean on) {
        shown = on;
    }

    /** Draws the text; the panel is as large as it needs. */
    void draw(String text) {
        free();
        String[] lines = text.split("\n", MAX_LINES + 1);
        int count = Math.min(lines.length, MAX_LINES);
        int columns = 1;
        for (int i = 0; i < count; i++) {
            lines[i] = lines[i].substring(0, Math.min(MAX_COLUMNS, lines[i].length()));
            columns = Math.max(columns, lines[i].length());
        }
        surface = SDLSurface.nSDL_CreateSurface(
                columns * LETTER + 2 * BORDER, count * LINE + 2 * BORDER, SDLPixels.SDL_PIXELFORMAT_XRGB8888);
        long renderer = surface == 0 ? 0 : SDLRender.nSDL_CreateSoftwareRenderer(surface);
        if (renderer == 0) {
            free();
            return;
        }
        SDLRender.SDL_SetRenderDrawColor(renderer, (byte) 24, (byte) 24, (byte) 24, (byte) 255);
        SDLRender.SDL_RenderClear(renderer);
        SDLRender.SDL_SetRenderDrawColor(renderer, (byte) 255, (byte) 255, (byte) 255, (byte) 255);
        for (int i = 0; i < count; i++) {
            SDLRender.SDL_RenderDebugText(renderer, BORDER, BORDER + i * LINE, lines[i]);
        }
        SDLRender.SDL_RenderPresent(renderer);
        SDLRender.SDL_DestroyRenderer(renderer);
    }

    int width() {
        return SDL_Surface.nw(surface);
    }

    int height() {
        return SDL_Surface.nh(surface);
    }

    int stride() {
        return SDL_Surface.npitch(surface);
    }

    long pixels() {
        return MemoryUtil.memGetAddress(surface + SDL_Surface.PIXELS);
    }

    void free() {
        if (surface != 0) {
            SDLSurface.nSDL_DestroySurface(surface);
            surface = 0;
        }
    }
}
