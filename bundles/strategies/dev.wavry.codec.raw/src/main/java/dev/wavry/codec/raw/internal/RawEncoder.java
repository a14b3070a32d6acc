package dev.wavry.codec.raw.internal;

import dev.wavry.spi.codec.EncoderContext;
import dev.wavry.spi.codec.VideoEncoder;
import dev.wavry.spi.media.CodedFrame;
import dev.wavry.spi.media.FrameInfo;
import dev.wavry.spi.media.MemoryKind;
import dev.wavry.spi.media.Offer;
import dev.wavry.spi.media.RateTarget;
import dev.wavry.spi.media.Region;
import dev.wavry.spi.media.Stage;
import dev.wavry.spi.media.VideoFormat;
import dev.wavry.spi.media.VideoFrame;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Copies changed rows into coded frames; a key frame is the whole picture. Everything happens inside {@link #encode}. */
final class RawEncoder implements VideoEncoder {
    private final VideoFormat format;
    private final EncoderContext context;
    private final RawBuffer[] buffers;
    private final FrameInfo info = new FrameInfo();
    private final Region region = new Region();
    private boolean keyFrameWanted = true;
    private boolean draining;
    private boolean closed;

    RawEncoder(VideoFormat format, EncoderContext context) {
        this.format = format;
        this.context = context;
        buffers = new RawBuffer[] {new RawBuffer(), new RawBuffer(), new RawBuffer()};
    }

    @Override
    public Offer encode(VideoFrame picture) {
        try (picture) {
            if (closed || draining) {
                return Offer.CLOSED;
            }
            if (!picture.format().equals(format) || !picture.memory().equals(MemoryKind.HOST)) {
                context.events().reopenNeeded("the pictures became " + picture.format());
                return Offer.DROPPED;
            }
            RawBuffer buffer = home();
            if (buffer == null) {
                return Offer.DROPPED;
            }
            write(picture, buffer);
            return offer(picture, buffer) ? Offer.ACCEPTED : Offer.DROPPED;
        }
    }

    private @Nullable RawBuffer home() {
        for (RawBuffer buffer : buffers) {
            if (buffer.isHome()) {
                return buffer;
            }
        }
        return null;
    }

    private void write(VideoFrame picture, RawBuffer buffer) {
        int width = format.width();
        int height = format.height();
        region.copyFrom(picture.info().damage()).clip(width, height);
        if (keyFrameWanted) {
            region.full(width, height);
        } else if (region.area() > (long) width * height) {
            // Overlaps count twice; a frame never takes more than the whole picture.
            region.toBounds();
        }
        ByteBuffer to = buffer.ready((int) Layout.size(region));
        int at = Layout.writeHeader(to, format, region);
        ByteBuffer from = picture.plane(0);
        int stride = picture.stride(0);
        for (int i = 0; i < region.count(); i++) {
            int bytes = region.width(i) * Layout.PIXEL;
            int row = region.y(i) * stride + region.x(i) * Layout.PIXEL;
            for (int left = region.height(i); left > 0; left--, row += stride, at += bytes) {
                to.put(at, from, row, bytes);
            }
        }
        to.limit(at);
    }

    private boolean offer(VideoFrame picture, RawBuffer buffer) {
        long now = context.clock().nanoTime();
        info.copyFrom(picture.info()).nanos(Stage.CONVERTED, now).nanos(Stage.ENCODED, now);
        info.damage().copyFrom(region);
        buffer.lend();
        CodedFrame frame = context.coded(info, keyFrameWanted, buffer.bytes(), buffer.address(), buffer);
        if (frame == null) {
            buffer.run();
            return false;
        }
        // The far side cannot go on without a frame that was dropped on the way.
        keyFrameWanted = context.sink().offer(frame) == Offer.DROPPED;
        return true;
    }

    @Override
    public void requestKeyFrame() {
        keyFrameWanted = true;
    }

    /** Frames build on each other, so what is lost can only be sent again. */
    @Override
    public boolean invalidate(long first, long last) {
        return false;
    }

    /** True, because the size of the frames is what it is at any rate. */
    @Override
    public boolean retarget(RateTarget rate) {
        return true;
    }

    @Override
    public void beginDrain() {
        draining = true;
    }

    @Override
    public void close() {
        closed = true;
    }
}
