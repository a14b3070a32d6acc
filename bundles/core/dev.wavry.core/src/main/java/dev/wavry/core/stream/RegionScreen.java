package dev.wavry.core.stream;

import dev.wavry.spi.media.Offer;
import dev.wavry.spi.media.VideoFrame;

/** Shows the pictures of a region at its place over those of the whole display. Belongs to DECODE. */
final class RegionScreen implements Pictures {
    /** Regions that may have frames on their way at once. */
    private static final int MOST = 4;

    private final Screen screen;
    private final int[] epochs = new int[MOST];
    private final int[] lefts = new int[MOST];
    private final int[] tops = new int[MOST];
    private int next;

    RegionScreen(Screen screen) {
        this.screen = screen;
        java.util.Arrays.fill(epochs, -1);
    }

    /** Where pictures of this epoch lie. */
    void place(int epoch, int x, int y) {
        epochs[next] = epoch;
        lefts[next] = x;
        tops[next] = y;
        next = (next + 1) % MOST;
    }

    @Override
    public Offer offer(VideoFrame picture) {
        for (int i = 0; i < MOST; i++) {
            if (epochs[i] == picture.info().epoch()) {
                screen.showRegion(picture, lefts[i], tops[i]);
                return Offer.ACCEPTED;
            }
        }
        picture.close();
        return Offer.CLOSED;
    }

    @Override
    public void skipping(boolean on) {}

    @Override
    public void showHeld() {}
}
