package dev.wavry.render.desktop.internal;

import dev.wavry.spi.media.Region;
import org.lwjgl.sdl.SDLPixels;
import org.lwjgl.sdl.SDLSurface;
import org.lwjgl.sdl.SDLVideo;
import org.lwjgl.sdl.SDL_Rect;
import org.lwjgl.sdl.SDL_Surface;
import org.lwjgl.system.MemoryUtil;

/** Copies changed rectangles into the window's surface: the fastest way without a graphics card. */
final class SurfacePainter implements Painter {
    /** As many as a region has, and one for the overlay. */
    private static final int MAX_RECTANGLES = Region.MAX_RECTANGLES + 1;

    private final long window;
    private final Scaler scaler = new Scaler();
    private final Region whole = new Region();
    private final long rectangles = MemoryUtil.nmemAlloc((long) MAX_RECTANGLES * SDL_Rect.SIZEOF);
    private int rectangleCount;
    private long surface;
    private boolean invalid = true;

    SurfacePainter(long window) {
        this.window = window;
    }

    @Override
    public boolean fromAnyThread() {
        return true;
    }

    @Override
    public boolean paint(long pixels, int stride, Layout layout, Region damage, OverlayPanel overlay) {
        // The surface dies with every change of the window's size; a failed update tells, a second try shows
        // everything.
        return tryPaint(pixels, stride, layout, damage, overlay) || tryPaint(pixels, stride, layout, damage, overlay);
    }

    private boolean tryPaint(long pixels, int stride, Layout layout, Region damage, OverlayPanel overlay) {
        long now = SDLVideo.nSDL_GetWindowSurface(window);
        if (now == 0 || !usable(now)) {
            invalid = true;
            return false;
        }
        boolean everything = invalid || now != surface;
        surface = now;
        if (SDL_Surface.nw(surface) != layout.windowWidth || SDL_Surface.nh(surface) != layout.windowHeight) {
            layout.set(layout.pictureWidth, layout.pictureHeight, SDL_Surface.nw(surface), SDL_Surface.nh(surface));
            everything = true;
        }
        if (everything) {
            SDLSurface.nSDL_FillSurfaceRect(surface, 0, 0);
            scaler.prepare(layout);
            whole.full(layout.pictureWidth, layout.pictureHeight);
        }
        rectangleCount = 0;
        draw(pixels, stride, layout, everything ? whole : damage);
        drawOverlay(overlay, layout);
        boolean shown = everything
                ? SDLVideo.SDL_UpdateWindowSurface(window)
                : SDLVideo.nSDL_UpdateWindowSurfaceRects(window, rectangles, rectangleCount);
        invalid = !shown;
        return shown;
    }

    /** The bytes of a pixel must lie as in BGR0; screens of 24 bits have that everywhere on little-endian machines. */
    static boolean usable(long surface) {
        int format = SDL_Surface.nformat(surface);
        return format == SDLPixels.SDL_PIXELFORMAT_XRGB8888 || format == SDLPixels.SDL_PIXELFORMAT_ARGB8888;
    }

    private long pixels() {
        return MemoryUtil.memGetAddress(surface + SDL_Surface.PIXELS);
    }

    private void draw(long pixels, int stride, Layout layout, Region part) {
        int pitch = SDL_Surface.npitch(surface);
        if (!layout.scaled()) {
            Content.copy(pixels, stride, 0, 0, pixels(), pitch, layout.left, layout.top, part);
            for (int i = 0; i < part.count(); i++) {
                note(layout.left + part.x(i), layout.top + part.y(i), part.width(i), part.height(i));
            }
            return;
        }
        long target = pixels() + (long) layout.top * pitch + 4L * layout.left;
        for (int i = 0; i < part.count(); i++) {
            int left = Scaler.firstTarget(part.x(i), layout.pictureWidth, layout.width);
            int top = Scaler.firstTarget(part.y(i), layout.pictureHeight, layout.height);
            int right = Scaler.endTarget(part.x(i) + part.width(i), layout.pictureWidth, layout.width);
            int bottom = Scaler.endTarget(part.y(i) + part.height(i), layout.pictureHeight, layout.height);
            scaler.scale(pixels, stride, target, pitch, left, top, right, bottom);
            note(layout.left + left, layout.top + top, right - left, bottom - top);
        }
    }

    private void drawOverlay(OverlayPanel overlay, Layout layout) {
        if (!overlay.isShown()) {
            return;
        }
        int width = Math.min(overlay.width(), layout.windowWidth);
        int height = Math.min(overlay.height(), layout.windowHeight);
        whole.clear().add(0, 0, width, height);
        Content.copy(overlay.pixels(), overlay.stride(), 0, 0, pixels(), SDL_Surface.npitch(surface), 0, 0, whole);
        note(0, 0, width, height);
    }

    private void note(int x, int y, int width, int height) {
        long rectangle = rectangles + (long) rectangleCount++ * SDL_Rect.SIZEOF;
        SDL_Rect.nx(rectangle, x);
        SDL_Rect.ny(rectangle, y);
        SDL_Rect.nw(rectangle, width);
        SDL_Rect.nh(rectangle, height);
    }

    @Override
    public void invalidate() {
        invalid = true;
    }

    @Override
    public void close() {
        MemoryUtil.nmemFree(rectangles);
    }
}
