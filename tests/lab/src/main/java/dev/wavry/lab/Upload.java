package dev.wavry.lab;

import java.awt.image.BufferedImage;

/** Brings pictures into an X server. */
final class Upload {
    private Upload() {}

    /** Makes a pixmap of a picture that is at most as wide as the screen. */
    static long pixmap(Screen screen, long window, int depth, BufferedImage image) {
        long pixmap =
                Xdraw.XCreatePixmap(screen.connection().display(), window, image.getWidth(), image.getHeight(), depth);
        int band = Math.min(screen.height(), image.getHeight());
        for (int y = 0; y < image.getHeight(); y += band) {
            int rows = Math.min(band, image.getHeight() - y);
            int[] rgb = image.getRGB(0, y, image.getWidth(), rows, null, 0, image.getWidth());
            screen.put(rgb, pixmap, y, image.getWidth(), rows);
        }
        return pixmap;
    }
}
