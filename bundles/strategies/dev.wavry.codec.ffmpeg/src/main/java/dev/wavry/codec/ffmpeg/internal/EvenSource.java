package dev.wavry.codec.ffmpeg.internal;

import dev.wavry.spi.media.Region;
import dev.wavry.spi.media.VideoFrame;
import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.Pointer;

/**
 * A copy of a picture whose size is odd, because 4:2:0 has no odd sizes, or whose rows end inside a group of vector code, because
 * they may end at the end of a page. Its last column and row are repeated. Only changed parts are copied. One thread.
 */
final class EvenSource implements AutoCloseable {
    private static final int PIXEL = Integer.BYTES;

    private final int width;
    private final int height;
    private final int stride;
    private final Pointer memory;
    private final ByteBuffer bytes;

    EvenSource(int width, int height) {
        this.width = width;
        this.height = height;
        this.stride = ((width + 1) * PIXEL + 63) & -64;
        int size = stride * (height + 1);
        memory = avutil.av_mallocz(size);
        if (memory == null || memory.isNull()) {
            throw new OutOfMemoryError("no native memory for a picture of " + width + "x" + height);
        }
        bytes = Ffmpeg.bytes(memory, size);
    }

    void copy(VideoFrame picture, Region damage) {
        ByteBuffer source = picture.plane(0);
        for (int i = 0; i < damage.count(); i++) {
            int right = Math.min(damage.x(i) + damage.width(i), width);
            int bottom = Math.min(damage.y(i) + damage.height(i), height);
            int x = Math.min(damage.x(i), right);
            for (int y = damage.y(i); y < bottom; y++) {
                int row = y * stride;
                bytes.put(row + x * PIXEL, source, y * picture.stride(0) + x * PIXEL, (right - x) * PIXEL);
                if (right == width) {
                    bytes.putInt(row + right * PIXEL, bytes.getInt(row + (right - 1) * PIXEL));
                }
            }
            if (bottom == height) {
                bytes.put(
                        bottom * stride + x * PIXEL, bytes, (bottom - 1) * stride + x * PIXEL, (right - x + 1) * PIXEL);
            }
        }
    }

    long address() {
        return memory.address();
    }

    int stride() {
        return stride;
    }

    @Override
    public void close() {
        avutil.av_free(memory);
    }
}
