package dev.wavry.render.headless.internal;

import dev.wavry.spi.media.PixelFormat;
import dev.wavry.spi.media.Region;
import dev.wavry.spi.media.VideoFormat;
import dev.wavry.spi.media.VideoFrame;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** A copy of the current picture, kept up to date by its damage. Not thread-safe. */
final class Canvas {
    private @Nullable VideoFormat format;
    private ByteBuffer[] planes = {};
    private int[] strides = {};

    /** Copies the damage, or everything if the picture has another format than the one before. */
    void take(VideoFrame picture) {
        VideoFormat of = picture.format();
        if (!of.equals(format)) {
            allocate(of);
            copy(picture, 0, 0, of.width(), of.height());
            return;
        }
        Region damage = picture.info().damage();
        for (int i = 0; i < damage.count(); i++) {
            int left = Math.max(0, damage.x(i));
            int top = Math.max(0, damage.y(i));
            int right = Math.min(of.width(), damage.x(i) + damage.width(i));
            int bottom = Math.min(of.height(), damage.y(i) + damage.height(i));
            copy(picture, left, top, right, bottom);
        }
    }

    /** Copies the damage of a picture whose corner lies at a place of this one; false if it has other pixels or nothing is here yet. */
    boolean takeRegion(VideoFrame picture, int x, int y) {
        VideoFormat of = format;
        if (of == null
                || !of.pixels().equals(PixelFormat.BGR0)
                || !picture.format().pixels().equals(PixelFormat.BGR0)) {
            return false;
        }
        Region damage = picture.info()
                .damage()
                .clip(picture.format().width(), picture.format().height());
        for (int i = 0; i < damage.count(); i++) {
            int left = Math.max(0, x + damage.x(i));
            int right = Math.min(of.width(), x + damage.x(i) + damage.width(i));
            int bottom = Math.min(of.height(), y + damage.y(i) + damage.height(i));
            for (int row = Math.max(0, y + damage.y(i)); row < bottom && left < right; row++) {
                int from = (row - y) * picture.stride(0) + 4 * (left - x);
                planes[0].put(row * strides[0] + 4 * left, picture.plane(0), from, 4 * (right - left));
            }
        }
        return true;
    }

    boolean isEmpty() {
        return format == null;
    }

    /** The picture as sRGB; BT.601 with video range for YUV, which is what coders of screens use unless told otherwise. */
    BufferedImage toImage() {
        VideoFormat of = format;
        if (of == null) {
            throw new IllegalStateException("no picture came yet");
        }
        BufferedImage image = new BufferedImage(of.width(), of.height(), BufferedImage.TYPE_INT_RGB);
        int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        for (int y = 0; y < of.height(); y++) {
            for (int x = 0; x < of.width(); x++) {
                pixels[y * of.width() + x] = of.pixels().equals(PixelFormat.BGR0) ? bgr(x, y) : yuv(x, y);
            }
        }
        return image;
    }

    private void allocate(VideoFormat of) {
        int count = of.pixels().planes();
        planes = new ByteBuffer[count];
        strides = new int[count];
        for (int i = 0; i < count; i++) {
            strides[i] = i == 0 ? of.width() * bytesPerPixel(of) : half(of.width());
            planes[i] = ByteBuffer.allocateDirect(strides[i] * (i == 0 ? of.height() : half(of.height())))
                    .order(ByteOrder.LITTLE_ENDIAN);
        }
        format = of;
    }

    private void copy(VideoFrame picture, int left, int top, int right, int bottom) {
        int bytes = bytesPerPixel(picture.format());
        copyRows(picture, 0, left * bytes, right * bytes, top, bottom);
        for (int i = 1; i < planes.length; i++) {
            copyRows(picture, i, left / 2, half(right), top / 2, half(bottom));
        }
    }

    private void copyRows(VideoFrame picture, int plane, int fromByte, int toByte, int top, int bottom) {
        ByteBuffer source = picture.plane(plane);
        int stride = picture.stride(plane);
        for (int y = top; y < bottom && fromByte < toByte; y++) {
            planes[plane].put(y * strides[plane] + fromByte, source, y * stride + fromByte, toByte - fromByte);
        }
    }

    private int bgr(int x, int y) {
        return planes[0].getInt(y * strides[0] + 4 * x) & 0xFFFFFF;
    }

    private int yuv(int x, int y) {
        int luma = 298 * (at(0, x, y) - 16);
        int u = at(1, x / 2, y / 2) - 128;
        int v = at(2, x / 2, y / 2) - 128;
        int red = byteOf(luma + 409 * v);
        int green = byteOf(luma - 100 * u - 208 * v);
        int blue = byteOf(luma + 516 * u);
        return red << 16 | green << 8 | blue;
    }

    private int at(int plane, int x, int y) {
        return planes[plane].get(y * strides[plane] + x) & 0xFF;
    }

    /** From 8 fraction bits, rounded and cut to a byte. */
    private static int byteOf(int scaled) {
        return Math.max(0, Math.min(255, scaled + 128 >> 8));
    }

    private static int bytesPerPixel(VideoFormat of) {
        return of.pixels().equals(PixelFormat.BGR0) ? 4 : 1;
    }

    private static int half(int size) {
        return (size + 1) / 2;
    }
}
