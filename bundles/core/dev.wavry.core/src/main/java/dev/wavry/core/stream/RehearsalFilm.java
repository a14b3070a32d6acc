package dev.wavry.core.stream;

import dev.wavry.buffer.PicturePool;
import dev.wavry.spi.media.FrameSlot;
import dev.wavry.spi.media.Region;
import dev.wavry.spi.media.VideoFormat;
import dev.wavry.spi.media.VideoFrame;
import org.jspecify.annotations.Nullable;

/**
 * Pictures in which a patch changes: plain, like text, like a drawing and like a photograph in turn, so that code is not compiled for one of
 * them alone and thrown away when the next comes. Belongs to whoever rehearses.
 */
final class RehearsalFilm {
    private static final int PATCH = 192;
    private static final int MIXER = 0x9e3779b1;
    private static final int WHITE = 0xffffff;

    private final VideoFormat format;
    private final PicturePool pool = new PicturePool(1);
    private int made;

    RehearsalFilm(VideoFormat format) {
        this.format = format;
    }

    /** How many pictures there were. */
    int made() {
        return made;
    }

    /** The next picture, or null while the one before is out. */
    @Nullable
    VideoFrame next() {
        FrameSlot slot = pool.tryAcquire(format);
        if (slot == null) {
            return null;
        }
        Region damage = slot.info().clear().sequence(made).damage();
        if (made == 0) {
            damage.full(format.width(), format.height());
        } else {
            int across = Math.max(1, format.width() - PATCH);
            int down = Math.max(1, format.height() - PATCH);
            damage.add(made * 16 % across, made * 8 % down, PATCH, PATCH).clip(format.width(), format.height());
        }
        for (int i = 0; i < damage.count(); i++) {
            for (int y = damage.y(i); y < damage.y(i) + damage.height(i); y++) {
                paintRow(slot, y, damage.x(i), damage.x(i) + damage.width(i));
            }
        }
        made++;
        return slot.publish();
    }

    /** There are no more pictures. */
    void close() {
        pool.close();
    }

    private void paintRow(FrameSlot slot, int y, int left, int right) {
        int ink = made * 0x010305;
        for (int x = left; x < right; x++) {
            int mixed = (x * 31 + y * 17 + made * 7) * MIXER;
            int colour =
                    switch (made & 3) {
                        case 0 -> ink;
                        case 1 -> mixed < 0 ? ink : WHITE;
                        case 2 -> ink + (mixed >>> 29) * 0x101010;
                        default -> mixed & WHITE;
                    };
            slot.plane(0).putInt(y * slot.stride(0) + 4 * x, colour);
        }
    }
}
