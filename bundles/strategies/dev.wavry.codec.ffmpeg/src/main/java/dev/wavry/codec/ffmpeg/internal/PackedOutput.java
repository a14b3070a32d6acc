package dev.wavry.codec.ffmpeg.internal;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGR0;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.swscale.SWS_FAST_BILINEAR;

import dev.wavry.spi.media.FrameSlot;
import dev.wavry.spi.media.Region;
import dev.wavry.spi.media.VideoFormat;
import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.Pointer;

/** BGR0 output. Odd pictures are converted aside and copied without the extra column and row. */
final class PackedOutput implements PictureOutput {
    private static final int PIXEL = Integer.BYTES;

    private final int width;
    private final int height;
    private final RectangleConverter converter;
    private final Planes target = new Planes(Planes.Layout.PACKED);
    private final boolean odd;
    private final int asideStride;
    private final Pointer aside;
    private final ByteBuffer asideBytes;

    PackedOutput(VideoFormat format) {
        width = (format.width() + 1) & ~1;
        height = (format.height() + 1) & ~1;
        // Vector code of swscale leaves out the last columns of widths that are not a multiple of 8 when rows touch
        // each other.
        odd = height != format.height() || (format.width() & 7) != 0;
        converter = new RectangleConverter(width, height, AV_PIX_FMT_YUV420P, AV_PIX_FMT_BGR0, SWS_FAST_BILINEAR);
        asideStride = (width * PIXEL + 127) & -64;
        int size = odd ? asideStride * height : PIXEL;
        aside = avutil.av_mallocz(size);
        if (aside == null || aside.isNull()) {
            converter.close();
            throw new OutOfMemoryError("no native memory for a picture of " + width + "x" + height);
        }
        asideBytes = Ffmpeg.bytes(aside, size);
    }

    @Override
    public void fill(FrameSlot slot, Planes decoded, Region region) {
        if (!odd) {
            target.set(0, slot.address(0), slot.stride(0));
            convert(decoded, region.align(2, width, height));
            return;
        }
        target.set(0, aside.address(), asideStride);
        // Grown before and cut after, so that the copy stays inside the slot.
        int slotWidth = slot.stride(0) / PIXEL;
        convert(decoded, region.align(2, width, height));
        copy(slot, region.clip(Math.min(slotWidth, width), height));
    }

    private void convert(Planes decoded, Region region) {
        for (int i = 0; i < region.count(); i++) {
            converter.convert(decoded, target, region.x(i), region.y(i), region.width(i), region.height(i));
        }
    }

    private void copy(FrameSlot slot, Region region) {
        ByteBuffer into = slot.plane(0);
        int rows = into.capacity() / slot.stride(0);
        for (int i = 0; i < region.count(); i++) {
            int bytes = region.width(i) * PIXEL;
            int bottom = Math.min(region.y(i) + region.height(i), rows);
            for (int y = region.y(i); y < bottom; y++) {
                int x = region.x(i) * PIXEL;
                into.put(y * slot.stride(0) + x, asideBytes, y * asideStride + x, bytes);
            }
        }
    }

    @Override
    public void colours(int swscaleSpace, boolean fullRange) {
        converter.colours(swscaleSpace, fullRange, true);
    }

    @Override
    public void close() {
        converter.close();
        avutil.av_free(aside);
    }
}
