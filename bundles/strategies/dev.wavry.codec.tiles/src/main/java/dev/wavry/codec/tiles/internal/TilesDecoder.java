package dev.wavry.codec.tiles.internal;

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
import java.nio.IntBuffer;

/**
 * Keeps the newest picture and copies what a part changed into a slot. Nothing comes out before the picture is whole, so that a
 * hand-over shows no half of it. Everything happens inside {@link #decode}.
 */
final class TilesDecoder implements VideoDecoder {
    private final VideoFormat format;
    private final DecoderContext context;
    private final Grid grid;
    private final FarPicture picture;
    private final PartReader part;
    private final PlaneInts planes = new PlaneInts();
    private final Region owed = new Region();
    private final Region work = new Region();
    private final Counter refused;
    private final Counter notApplied;
    private final Counter dropped;
    private boolean keyNeeded = true;
    private boolean closed;

    TilesDecoder(VideoFormat format, DecoderContext context) {
        this.format = format;
        this.context = context;
        grid = new Grid(format.width(), format.height());
        picture = new FarPicture(grid);
        part = new PartReader(grid);
        refused = context.counters().counter("decoder.refused", "Coded frames that could not be decoded.");
        notApplied = context.counters()
                .counter("decoder.notApplied", "Parts that referred to what was lost, and are asked for again.");
        dropped = context.counters()
                .counter("decoder.dropped", "Decoded pictures not shown because no picture memory was free.");
    }

    @Override
    public Decoded decode(CodedFrame frame) {
        try (frame) {
            if (closed) {
                return Decoded.CLOSED;
            }
            if (!part.read(frame.payload())) {
                refused.add(1);
                startOver();
                return Decoded.NEED_KEY_FRAME;
            }
            if (keyNeeded && !part.isKey()) {
                return Decoded.NEED_KEY_FRAME;
            }
            keyNeeded = false;
            Decoded answer = picture.apply(part);
            if (answer == Decoded.TAKEN) {
                owed.addAll(picture.damage());
                bringOut(frame);
            } else {
                notApplied.add(1);
            }
            return answer;
        }
    }

    private void startOver() {
        picture.startOver();
        keyNeeded = true;
    }

    private void bringOut(CodedFrame frame) {
        if (!picture.isWhole() || owed.isEmpty()) {
            return;
        }
        FrameSlot slot = context.pool().tryAcquire(format);
        if (slot == null) {
            dropped.add(1);
            return;
        }
        work.copyFrom(owed).addAll(slot.stale()).clip(format.width(), format.height());
        IntBuffer to = planes.of(slot.plane(0));
        int stride = slot.stride(0) / Integer.BYTES;
        for (int i = 0; i < work.count(); i++) {
            int x = work.x(i);
            for (int y = work.y(i); y < work.y(i) + work.height(i); y++) {
                to.put(y * stride + x, picture.pixels, y * grid.stride + x, work.width(i));
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
        if (!closed) {
            closed = true;
            planes.clear();
            part.close();
        }
    }
}
