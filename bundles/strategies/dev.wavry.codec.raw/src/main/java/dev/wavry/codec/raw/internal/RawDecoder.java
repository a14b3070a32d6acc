package dev.wavry.codec.raw.internal;

import dev.wavry.buffer.NativeMemory;
import dev.wavry.spi.codec.Decoded;
import dev.wavry.spi.codec.DecoderContext;
import dev.wavry.spi.codec.VideoDecoder;
import dev.wavry.spi.health.Counter;
import dev.wavry.spi.media.CodedFrame;
import dev.wavry.spi.media.FrameInfo;
import dev.wavry.spi.media.FrameSlot;
import dev.wavry.spi.media.Region;
import dev.wavry.spi.media.Stage;
import dev.wavry.spi.media.VideoFormat;
import java.nio.ByteBuffer;

/**
 * Keeps the newest picture, writes checked rectangles into it and copies what changed into slots. Everything happens inside
 * {@link #decode}; nothing is written before the whole frame was checked.
 */
final class RawDecoder implements VideoDecoder {
    private final VideoFormat format;
    private final DecoderContext context;
    private final ByteBuffer picture;
    private final int stride;
    private final int[] rectangles = new int[Region.MAX_RECTANGLES * 4];
    private final Region owed = new Region();
    private final Region work = new Region();
    private final Counter refused;
    private final Counter dropped;
    private boolean keyFrameNeeded = true;
    private boolean closed;

    RawDecoder(VideoFormat format, DecoderContext context) {
        this.format = format;
        this.context = context;
        stride = format.width() * Layout.PIXEL;
        picture = NativeMemory.allocate(stride * format.height());
        refused = context.counters().counter("decoder.refused", "Coded frames that could not be decoded.");
        dropped = context.counters()
                .counter("decoder.dropped", "Decoded pictures not shown because no picture memory was free.");
    }

    @Override
    public Decoded decode(CodedFrame frame) {
        try (frame) {
            if (closed) {
                return Decoded.CLOSED;
            }
            if (keyFrameNeeded && !frame.keyFrame()) {
                return Decoded.NEED_KEY_FRAME;
            }
            int count = Layout.readHeader(frame.payload(), format, rectangles);
            if (count < 0 || frame.keyFrame() && !isWhole(count)) {
                keyFrameNeeded = true;
                refused.add(1);
                return Decoded.NEED_KEY_FRAME;
            }
            keyFrameNeeded = false;
            read(frame.payload(), count);
            bringOut(frame);
            return Decoded.TAKEN;
        }
    }

    private boolean isWhole(int count) {
        return count == 1 && rectangles[2] == format.width() && rectangles[3] == format.height();
    }

    private void read(ByteBuffer from, int count) {
        int at = from.position() + Layout.pixelsAt(count);
        for (int i = 0; i < count * 4; i += 4) {
            owed.add(rectangles[i], rectangles[i + 1], rectangles[i + 2], rectangles[i + 3]);
            int bytes = rectangles[i + 2] * Layout.PIXEL;
            int row = rectangles[i + 1] * stride + rectangles[i] * Layout.PIXEL;
            for (int left = rectangles[i + 3]; left > 0; left--, row += stride, at += bytes) {
                picture.put(row, from, at, bytes);
            }
        }
    }

    private void bringOut(CodedFrame frame) {
        FrameSlot slot = context.pool().tryAcquire(format);
        if (slot == null) {
            dropped.add(1);
            return;
        }
        work.copyFrom(owed).addAll(slot.stale()).clip(format.width(), format.height());
        ByteBuffer to = slot.plane(0);
        for (int i = 0; i < work.count(); i++) {
            int x = work.x(i) * Layout.PIXEL;
            int bytes = work.width(i) * Layout.PIXEL;
            for (int y = work.y(i); y < work.y(i) + work.height(i); y++) {
                to.put(y * slot.stride(0) + x, picture, y * stride + x, bytes);
            }
        }
        FrameInfo info = slot.info().copyFrom(frame.info());
        info.damage().copyFrom(owed);
        owed.clear();
        info.nanos(Stage.DECODED, context.clock().nanoTime());
        context.sink().offer(slot.publish());
    }

    @Override
    public void close() {
        closed = true;
    }
}
