package dev.wavry.render.desktop.internal;

import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.lifecycle.CannotOpenException.Reason;
import org.jspecify.annotations.Nullable;
import org.lwjgl.sdl.SDLError;
import org.lwjgl.sdl.SDLVideo;

/** How pixels reach the screen. */
enum Drawing {
    /** With the graphics card if there is one. */
    AUTO,
    /** With the processor. */
    SURFACE,
    /** With textures, whoever draws them. */
    TEXTURE;

    static Drawing of(String setting) {
        for (Drawing drawing : values()) {
            if (drawing.name().equalsIgnoreCase(setting)) {
                return drawing;
            }
        }
        throw new IllegalArgumentException(
                "drawing '" + setting + "' is not known; use 'auto', 'surface' or 'texture'");
    }

    Painter painter(long window) throws CannotOpenException {
        @Nullable Painter textures = null;
        if (this == TEXTURE || this == AUTO && GraphicsCard.likely()) {
            textures = TexturePainter.of(window, this == TEXTURE);
        }
        if (textures != null) {
            return textures;
        }
        long surface = SDLVideo.nSDL_GetWindowSurface(window);
        if (surface == 0 || !SurfacePainter.usable(surface)) {
            throw new CannotOpenException(
                    Reason.UNSUPPORTED,
                    "The display does not take pixels of 24 bits: " + SDLError.SDL_GetError(),
                    "Use a display with 24 bits of colour");
        }
        return new SurfacePainter(window);
    }
}
