package dev.wavry.render.desktop.internal;

import dev.wavry.spi.media.Region;
import org.jspecify.annotations.Nullable;
import org.lwjgl.sdl.SDLPixels;
import org.lwjgl.sdl.SDLRender;
import org.lwjgl.sdl.SDLSurface;
import org.lwjgl.sdl.SDL_FRect;
import org.lwjgl.sdl.SDL_Rect;
import org.lwjgl.system.MemoryUtil;

/**
 * Uploads changed rectangles into a texture and lets the graphics card scale it. OpenGL belongs to one thread, so only PRESENT
 * paints. Tried with OpenGL on the processor only, never on a real card.
 */
final class TexturePainter implements Painter {
    private final long renderer;
    private final long rectangle = MemoryUtil.nmemAlloc(SDL_Rect.SIZEOF);
    private final long target = MemoryUtil.nmemAlloc(SDL_FRect.SIZEOF);
    private final Region whole = new Region();
    private long texture;
    private int width;
    private int height;
    private boolean invalid = true;

    private TexturePainter(long renderer) {
        this.renderer = renderer;
        SDLRender.SDL_SetRenderVSync(renderer, 0);
    }

    /** Null if there is no renderer, or only the processor behind it and that is not wanted. */
    static @Nullable Painter of(long window, boolean processorToo) {
        long renderer = SDLRender.nSDL_CreateRenderer(window, 0);
        if (renderer == 0) {
            return null;
        }
        if (!processorToo && GraphicsCard.isSoftware(renderer)) {
            SDLRender.SDL_DestroyRenderer(renderer);
            return null;
        }
        return new TexturePainter(renderer);
    }

    @Override
    public boolean fromAnyThread() {
        return false;
    }

    @Override
    public boolean paint(long pixels, int stride, Layout layout, Region damage, OverlayPanel overlay) {
        if (!resize(layout.pictureWidth, layout.pictureHeight)) {
            return false;
        }
        upload(pixels, stride, invalid ? whole.full(width, height) : damage);
        if (overlay.isShown()) {
            int panelWidth = Math.min(overlay.width(), width);
            int panelHeight = Math.min(overlay.height(), height);
            upload(overlay.pixels(), overlay.stride(), whole.full(panelWidth, panelHeight));
        }
        MemoryUtil.memPutFloat(target, layout.left);
        MemoryUtil.memPutFloat(target + 4, layout.top);
        MemoryUtil.memPutFloat(target + 8, layout.width);
        MemoryUtil.memPutFloat(target + 12, layout.height);
        SDLRender.SDL_RenderClear(renderer);
        SDLRender.nSDL_RenderTexture(renderer, texture, 0, target);
        invalid = !SDLRender.SDL_RenderPresent(renderer);
        return !invalid;
    }

    private boolean resize(int newWidth, int newHeight) {
        if (texture != 0 && newWidth == width && newHeight == height) {
            return true;
        }
        dropTexture();
        width = newWidth;
        height = newHeight;
        texture = SDLRender.nSDL_CreateTexture(
                renderer, SDLPixels.SDL_PIXELFORMAT_XRGB8888, SDLRender.SDL_TEXTUREACCESS_STREAMING, width, height);
        invalid = true;
        return texture != 0 && SDLRender.nSDL_SetTextureScaleMode(texture, SDLSurface.SDL_SCALEMODE_LINEAR);
    }

    private void upload(long pixels, int stride, Region part) {
        for (int i = 0; i < part.count(); i++) {
            SDL_Rect.nx(rectangle, part.x(i));
            SDL_Rect.ny(rectangle, part.y(i));
            SDL_Rect.nw(rectangle, part.width(i));
            SDL_Rect.nh(rectangle, part.height(i));
            long from = pixels + (long) part.y(i) * stride + 4L * part.x(i);
            SDLRender.nSDL_UpdateTexture(texture, rectangle, from, stride);
        }
    }

    @Override
    public void invalidate() {
        invalid = true;
    }

    private void dropTexture() {
        if (texture != 0) {
            SDLRender.nSDL_DestroyTexture(texture);
            texture = 0;
        }
    }

    @Override
    public void close() {
        dropTexture();
        SDLRender.SDL_DestroyRenderer(renderer);
        MemoryUtil.nmemFree(rectangle);
        MemoryUtil.nmemFree(target);
    }
}
