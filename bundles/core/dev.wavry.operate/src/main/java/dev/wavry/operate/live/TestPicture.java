package dev.wavry.operate.live;

import dev.wavry.buffer.PicturePool;
import dev.wavry.spi.media.FrameSlot;
import dev.wavry.spi.media.Stage;
import dev.wavry.spi.media.VideoFormat;
import dev.wavry.spi.media.VideoFrame;
import java.util.function.Consumer;

/** Pictures of coloured noise, each whole damage. */
final class TestPicture {
    private static final int MIXER = 0x9e3779b1;

    private final VideoFormat format;
    private final PicturePool pool = new PicturePool(2);
    private int made;

    TestPicture(VideoFormat format) {
        this.format = format;
    }

    int outstanding() {
        return pool.outstanding();
    }

    /** Hands the next one over, unless those before are still out. */
    void next(Consumer<VideoFrame> to) {
        FrameSlot slot = pool.tryAcquire(format);
        if (slot == null) {
            return;
        }
        slot.info().clear().sequence(made++).damage().full(format.width(), format.height());
        slot.info().nanos(Stage.CHANGED, System.nanoTime()).nanos(Stage.CAPTURED, System.nanoTime());
        for (int y = 0; y < format.height(); y++) {
            for (int x = 0; x < format.width(); x++) {
                slot.plane(0).putInt(y * slot.stride(0) + 4 * x, (x / 8 * 31 + y / 8 * 17 + made) * MIXER & 0xffffff);
            }
        }
        to.accept(slot.publish());
    }
}
