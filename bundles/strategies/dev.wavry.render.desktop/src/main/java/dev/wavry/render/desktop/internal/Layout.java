package dev.wavry.render.desktop.internal;

/** Where the picture lies in the window: as large as fits, centred, black around it. Mutable; guarded by {@link Sdl#LOCK}. */
final class Layout {
    int pictureWidth = 1;
    int pictureHeight = 1;
    int windowWidth = 1;
    int windowHeight = 1;
    int left;
    int top;
    int width = 1;
    int height = 1;

    /** True if anything changed. */
    boolean set(int newPictureWidth, int newPictureHeight, int newWindowWidth, int newWindowHeight) {
        if (newPictureWidth == pictureWidth
                && newPictureHeight == pictureHeight
                && newWindowWidth == windowWidth
                && newWindowHeight == windowHeight) {
            return false;
        }
        pictureWidth = newPictureWidth;
        pictureHeight = newPictureHeight;
        windowWidth = newWindowWidth;
        windowHeight = newWindowHeight;
        width = fitWidth(pictureWidth, pictureHeight, windowWidth, windowHeight);
        height = fitWidth(pictureHeight, pictureWidth, windowHeight, windowWidth);
        left = (windowWidth - width) / 2;
        top = (windowHeight - height) / 2;
        return true;
    }

    /** The width of the largest picture of the same shape that fits; call it with the sides swapped for the height. */
    static int fitWidth(int pictureWidth, int pictureHeight, int roomWidth, int roomHeight) {
        long byHeight = ((long) pictureWidth * roomHeight * 2 + pictureHeight) / (2L * pictureHeight);
        return (int) Math.max(1, Math.min(roomWidth, byHeight));
    }

    boolean scaled() {
        return width != pictureWidth || height != pictureHeight;
    }

    /** Pixel of the picture under a pixel of the window; the nearest one if it is beside the picture. */
    int pictureX(float windowX) {
        return clamp((int) Math.floor((windowX - left) * pictureWidth / width), pictureWidth);
    }

    /** The same for rows. */
    int pictureY(float windowY) {
        return clamp((int) Math.floor((windowY - top) * pictureHeight / height), pictureHeight);
    }

    private static int clamp(int value, int size) {
        return Math.max(0, Math.min(size - 1, value));
    }
}
