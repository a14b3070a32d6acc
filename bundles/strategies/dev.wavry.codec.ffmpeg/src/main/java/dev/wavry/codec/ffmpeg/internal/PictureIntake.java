package dev.wavry.codec.ffmpeg.internal;

import static org.bytedeco.ffmpeg.global.swscale.SWS_POINT;

import dev.wavry.spi.media.Region;
import dev.wavry.spi.media.VideoFormat;
import dev.wavry.spi.media.VideoFrame;
import org.jspecify.annotations.Nullable;

/** Turns what changed in a BGR0 picture into the 4:2:0 picture that an encoder is fed with. One thread. */
final class PictureIntake implements AutoCloseable {
    /** Blocks are coded as a whole, so converting less than one gains nothing. */
    private static final int BLOCK = 16;

    private final VideoFormat format;
    private final YuvPicture yuv;
    private final RectangleConverter converter;
    private final Planes source = new Planes(Planes.Layout.PACKED);
    private final @Nullable EvenSource even;
    private final Region blocks = new Region();
    private boolean first = true;

    PictureIntake(VideoFormat format, EncoderKind kind) {
        this.format = format;
        int width = (format.width() + 1) & ~1;
        int height = (format.height() + 1) & ~1;
        yuv = new YuvPicture(width, height, kind.layout(), kind.takesHints());
        converter = new RectangleConverter(width, height, Planes.Layout.PACKED, kind.layout(), SWS_POINT);
        boolean direct = height == format.height() && !RectangleConverter.needsPaddedRows(format.width());
        even = direct ? null : new EvenSource(format.width(), format.height());
    }

    YuvPicture yuv() {
        return yuv;
    }

    /** What {@link #take} converted, in whole blocks. */
    Region blocks() {
        return blocks;
    }

    /**
     * Converts the damage, or everything for the first picture.
     *
     * @return true if the pixels there are most likely not what they were
     */
    boolean take(VideoFrame picture) {
        Region damage = picture.info().damage();
        if (first) {
            blocks.full(yuv.width(), yuv.height());
            first = false;
        } else {
            blocks.copyFrom(damage).align(BLOCK, yuv.width(), yuv.height());
        }
        long before = yuv.fingerprint(blocks);
        if (even == null) {
            source.set(0, picture.address(0), picture.stride(0));
        } else {
            even.copy(picture, blocks);
            source.set(0, even.address(), even.stride());
        }
        for (int i = 0; i < blocks.count(); i++) {
            converter.convert(source, yuv.planes(), blocks.x(i), blocks.y(i), blocks.width(i), blocks.height(i));
        }
        yuv.changed(blocks);
        return before != yuv.fingerprint(blocks);
    }

    /** Everything counts as changed, though nothing has to be converted again. */
    void everythingChanged() {
        yuv.changed(blocks.full(yuv.width(), yuv.height()));
    }

    VideoFormat format() {
        return format;
    }

    @Override
    public void close() {
        converter.close();
        yuv.close();
        if (even != null) {
            even.close();
        }
    }
}
