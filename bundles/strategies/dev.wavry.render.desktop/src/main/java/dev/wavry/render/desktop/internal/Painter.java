package dev.wavry.render.desktop.internal;

import dev.wavry.spi.media.Region;

/** Brings pixels into the window. Guarded by {@link Sdl#LOCK}. */
interface Painter {
    /** True if any thread may paint; false if only the one that made the window may. */
    boolean fromAnyThread();

    /**
     * Shows a part of a picture, or all of it if the window lost what it showed.
     *
     * @param pixels address of the whole picture, 4 bytes a pixel
     * @param overlay what lies over its top left corner
     * @return false if the window cannot show anything now
     */
    boolean paint(long pixels, int stride, Layout layout, Region damage, OverlayPanel overlay);

    /** The window or the picture has another size, or the window lost its content: paint everything next time. */
    void invalidate();

    /** Frees what was made. */
    void close();
}
