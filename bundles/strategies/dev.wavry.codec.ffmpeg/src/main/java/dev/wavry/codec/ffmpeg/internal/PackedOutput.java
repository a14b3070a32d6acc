package dev.wavry.codec.ffmpeg.internal;

import static org.bytedeco.ffmpeg.global.swscale.SWS_FAST_BILINEAR;

import dev.wavry.spi.media.FrameSlot;
import dev.wavry.spi.media.Region;
import dev.wavry.spi.media.VideoFormat;
import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * BGR0 output. Pictures of odd sizes, or of widths that vector code does not end with, are converted aside and copied, because a
 * slot may be memory of somebody whose rows touch each other and end at the end of a page.
 */
final class PackedOutput implements PictureOutput {
    private final int width;
    private final int height;
    private final RectangleConverter converter;
    private final Planes target = new Planes(Planes.Layout.PACKED);
    private final @Nullable Aside aside;

    PackedOutput(VideoFormat format) {
        width = (format.width() + 1) & ~1;
        height = (format.height() + 1) & ~1;
        converter = new RectangleConverter(
                width, height, Planes.Layout.PLANAR_420, Planes.Layout.PACKED, SWS_FAST_BILINEAR);
        boolean direct = height == format.height() && !RectangleConverter.needsPaddedRows(format.width());
        aside = direct ? null : new Aside(format);
    }

    @Override
    public void fill(FrameSlot slot, Planes decoded, Region region) {
        region.align(2, width, height);
        if (aside == null) {
            target.set(0, slot.address(0), slot.stride(0));
        } else {
            target.set(0, aside.memory.address(), aside.stride);
        }
        for (int i = 0; i < region.count(); i++) {
            converter.convert(decoded, target, region.x(i), region.y(i), region.width(i), region.height(i));
        }
        if (aside != null) {
            aside.copy(slot, region);
        }
    }

    @Override
    public void colours(int swscaleSpace, boolean fullRange) {
        converter.colours(swscaleSpace, fullRange, true);
    }

    @Override
    public void close() {
        converter.close();
        if (aside != null) {
            avutil.av_free(aside.memory);
        }
    }

    /** A picture with room behind each row. */
    private static final class Aside {
        private static final int PIXEL = Integer.BYTES;

        private final VideoFormat format;
        private final int stride;
        private final Pointer memory;
        private final ByteBuffer bytes;

        Aside(VideoFormat format) {
            this.format = format;
            stride = (format.width() * PIXEL + 127) & -64;
            int size = stride * (format.height() + 1);
            memory = avutil.av_mallocz(size);
            if (memory == null || memory.isNull()) {
                throw new OutOfMemoryError("no native memory for a picture of " + format);
            }
            bytes = Ffmpeg.bytes(memory, size);
        }

        void copy(FrameSlot slot, Region region) {
            region.clip(format.width(), format.height());
            ByteBuffer into = slot.plane(0);
            for (int i = 0; i < region.count(); i++) {
                int x = region.x(i) * PIXEL;
                int length = region.width(i) * PIXEL;
                for (int y = region.y(i); y < region.y(i) + region.height(i); y++) {
                    into.put(y * slot.stride(0) + x, bytes, y * stride + x, length);
                }
            }
        }
    }
}
