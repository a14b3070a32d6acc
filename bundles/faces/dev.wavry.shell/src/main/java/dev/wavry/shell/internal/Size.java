package dev.wavry.shell.internal;

/**
 * Size of a picture in pixels.
 *
 * @param width pixels from left to right
 * @param height pixels from top to bottom
 */
record Size(int width, int height) {
    private static final int LEAST = 64;
    private static final int MOST = 8192;

    boolean possible() {
        return width >= LEAST && width <= MOST && height >= LEAST && height <= MOST;
    }
}
