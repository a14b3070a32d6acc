package dev.wavry.core.fake;

import dev.wavry.spi.media.Region;
import dev.wavry.spi.media.VideoFrame;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** What the fake codecs put into a frame: codec, number, size, and rectangles with their pixels. */
final class FakeBits {
    private FakeBits() {}

    static int most(int width, int height) {
        // Rectangles may overlap.
        return 64 + Region.MAX_RECTANGLES * (16 + 4 * width * height);
    }

    static ByteBuffer write(ByteBuffer out, String codec, int number, boolean key, VideoFrame picture) {
        int width = picture.format().width();
        int height = picture.format().height();
        Region part = new Region();
        if (key) {
            part.full(width, height);
        } else {
            part.copyFrom(picture.info().damage()).clip(width, height);
        }
        out.clear();
        out.putInt(codec.hashCode())
                .putInt(number)
                .putInt(key ? 1 : 0)
                .putInt(width)
                .putInt(height);
        out.putInt(part.count());
        ByteBuffer plane = picture.plane(0).duplicate().order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < part.count(); i++) {
            out.putInt(part.x(i)).putInt(part.y(i)).putInt(part.width(i)).putInt(part.height(i));
            for (int y = part.y(i); y < part.y(i) + part.height(i); y++) {
                for (int x = part.x(i); x < part.x(i) + part.width(i); x++) {
                    out.putInt(plane.getInt(y * picture.stride(0) + 4 * x));
                }
            }
        }
        return out.flip();
    }

    /** Reads the rectangles into a picture of whole rows. */
    static void read(ByteBuffer in, int[] into, int width) {
        int count = in.getInt();
        for (int i = 0; i < count; i++) {
            int left = in.getInt();
            int top = in.getInt();
            int right = left + in.getInt();
            int bottom = top + in.getInt();
            for (int y = top; y < bottom; y++) {
                for (int x = left; x < right; x++) {
                    into[y * width + x] = in.getInt();
                }
            }
        }
    }
}
