package dev.wavry.codec.ffmpeg.internal;

import static org.bytedeco.ffmpeg.global.avutil.av_image_copy_plane;

import dev.wavry.spi.media.FrameSlot;
import dev.wavry.spi.media.Region;
import dev.wavry.spi.media.VideoFormat;

/** 4:2:0 output: rows as they are, BT.601 limited range unless the far side tagged them otherwise. */
final class PlanarOutput implements PictureOutput {
    private final VideoFormat format;
    private final Aim from = new Aim();
    private final Aim to = new Aim();
    private final Planes target = new Planes(Planes.Layout.PLANAR_420);

    PlanarOutput(VideoFormat format) {
        this.format = format;
    }

    @Override
    public void fill(FrameSlot slot, Planes decoded, Region region) {
        for (int i = 0; i < 3; i++) {
            target.set(i, slot.address(i), slot.stride(i));
        }
        region.align(2, format.width(), format.height());
        for (int i = 0; i < region.count(); i++) {
            for (int plane = 0; plane < 3; plane++) {
                int shift = target.layout().shift(plane);
                from.at(decoded.at(plane, region.x(i), region.y(i)));
                to.at(target.at(plane, region.x(i), region.y(i)));
                int bytes = (region.width(i) + shift) >> shift;
                int rows = (region.height(i) + shift) >> shift;
                av_image_copy_plane(to, target.stride(plane), from, decoded.stride(plane), bytes, rows);
            }
        }
    }

    @Override
    public void colours(int swscaleSpace, boolean fullRange) {}

    @Override
    public void close() {}
}
