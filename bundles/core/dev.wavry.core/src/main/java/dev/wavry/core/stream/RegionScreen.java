package dev.wavry.core.stream;

import dev.wavry.spi.media.FrameInfo;
import dev.wavry.spi.media.Offer;
import dev.wavry.spi.media.Region;
import dev.wavry.spi.media.Stage;
import dev.wavry.spi.media.VideoFrame;

/** Shows the pictures of a region at its place over those of the whole display. Belongs to DECODE. */
final class RegionScreen implements Pictures {
    /** Regions that may have frames on their way at once. */
    private static final int MOST = 4;

    private final Screen screen;
    private final int[] epochs = new int[MOST];
    private final int[] lefts = new int[MOST];
    private final int[] tops = new int[MOST];
    private final int[] widths = new int[MOST];
    private final int[] heights = new int[MOST];
    /** When what the rest of the display shows there was captured; 0 if it shows nothing there. */
    private final long[] paintedOverNanos = new long[MOST];

    private int next;
    private long late;
    private final Region owed = new Region();

    RegionScreen(Screen screen) {
        this.screen = screen;
        java.util.Arrays.fill(epochs, -1);
    }

    /** Where pictures of this epoch lie. */
    void place(int epoch, int x, int y, int width, int height) {
        epochs[next] = epoch;
        lefts[next] = x;
        tops[next] = y;
        widths[next] = width;
        heights[next] = height;
        paintedOverNanos[next] = 0;
        owed.clear();
        next = (next + 1) % MOST;
    }

    /** A picture of the whole display is shown; frames of a region that were captured before it and come after it are late. */
    void paintedOver(FrameInfo shown) {
        for (int i = 0; i < MOST; i++) {
            if (epochs[i] >= 0 && touches(shown.damage(), i)) {
                paintedOverNanos[i] = Math.max(paintedOverNanos[i], shown.nanos(Stage.CAPTURED));
            }
        }
    }

    private boolean touches(Region damage, int place) {
        for (int i = 0; i < damage.count(); i++) {
            if (damage.x(i) < lefts[place] + widths[place]
                    && damage.x(i) + damage.width(i) > lefts[place]
                    && damage.y(i) < tops[place] + heights[place]
                    && damage.y(i) + damage.height(i) > tops[place]) {
                return true;
            }
        }
        return false;
    }

    /** How many frames of regions came too late to be shown. */
    long late() {
        return late;
    }

    @Override
    public Offer offer(VideoFrame picture) {
        for (int i = 0; i < MOST; i++) {
            if (epochs[i] == picture.info().epoch()) {
                if (picture.info().nanos(Stage.CAPTURED) < paintedOverNanos[i]) {
                    late++;
                    // The region may go on, and its next frame says only what changed since this one.
                    owed.addAll(picture.info().damage());
                    picture.close();
                    return Offer.ACCEPTED;
                }
                picture.info().damage().addAll(owed);
                owed.clear();
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
