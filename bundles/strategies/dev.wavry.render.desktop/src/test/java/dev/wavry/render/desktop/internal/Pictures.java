package dev.wavry.render.desktop.internal;

import dev.wavry.buffer.PicturePool;
import dev.wavry.spi.media.FrameSlot;
import dev.wavry.spi.media.PixelFormat;
import dev.wavry.spi.media.VideoFormat;
import dev.wavry.spi.media.VideoFrame;
import java.util.Objects;
import java.util.function.IntBinaryOperator;

/** Pictures whose pixels can be computed again. */
final class Pictures {
    final PicturePool pool = new PicturePool(4);

    /** Every pixel different from its neighbours; {@code seed} makes another picture. */
    static IntBinaryOperator noise(int seed) {
        return (x, y) -> (x * 2654435 ^ y * 40503 ^ seed * 97) & 0xFFFFFF;
    }

    static IntBinaryOperator plain(int rgb) {
        return (x, y) -> rgb;
    }

    /** A picture with one damaged rectangle. */
    VideoFrame picture(int width, int height, IntBinaryOperator rgb, int... damage) {
        FrameSlot slot = Objects.requireNonNull(
                pool.tryAcquire(new VideoFormat(width, height, PixelFormat.BGR0)), "all pictures are out");
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int at = y * slot.stride(0) + 4 * x;
                int value = rgb.applyAsInt(x, y);
                slot.plane(0)
                        .put(at, (byte) value)
                        .put(at + 1, (byte) (value >> 8))
                        .put(at + 2, (byte) (value >> 16));
            }
        }
        if (damage.length == 0) {
            slot.info().damage().full(width, height);
        } else {
            slot.info().damage().add(damage[0], damage[1], damage[2], damage[3]);
        }
        return slot.publish();
    }
}
