package dev.wavry.core.stream;

import dev.wavry.buffer.CodedPool;
import dev.wavry.buffer.PicturePool;
import dev.wavry.core.plan.DecoderChoice;
import dev.wavry.core.slot.HandleContext;
import dev.wavry.rift.VideoFrameView;
import dev.wavry.rift.VideoHeader;
import dev.wavry.spi.codec.Decoded;
import dev.wavry.spi.codec.DecoderContext;
import dev.wavry.spi.codec.DecoderSpec;
import dev.wavry.spi.codec.VideoDecoder;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.media.CodedFrame;
import dev.wavry.spi.media.FrameInfo;
import dev.wavry.spi.media.FramePool;
import dev.wavry.spi.media.FrameSink;
import dev.wavry.spi.media.MediaClock;
import dev.wavry.spi.media.Stage;
import dev.wavry.spi.media.VideoFormat;
import dev.wavry.spi.media.VideoFrame;
import java.util.function.BiConsumer;

/** A running decoder of one epoch with everything that belongs to it. */
final class DecoderLine {
    /** One shown, one held back for a window that is not there yet, one being written. */
    private static final int PICTURES = 3;

    final DecoderChoice choice;
    final int epoch;
    final VideoFormat format;
    private final PicturePool pool = new PicturePool(PICTURES);
    private final CodedPool coded = new CodedPool(4);
    private final FrameInfo info = new FrameInfo();
    private final Context context;
    private final VideoDecoder handle;
    private final BiConsumer<DecoderLine, Throwable> onFailed;

    /** Opens the decoder; on OPENER. */
    DecoderLine(
            DecoderChoice choice,
            int epoch,
            VideoFormat format,
            MediaClock clock,
            FrameSink<VideoFrame> sink,
            BiConsumer<DecoderLine, Throwable> onFailed)
            throws CannotOpenException {
        this.choice = choice;
        this.epoch = epoch;
        this.format = format;
        this.onFailed = onFailed;
        this.context = new Context(clock, sink, onFailed);
        DecoderSpec spec =
                new DecoderSpec(choice.offer().codec(), choice.offer().implementation(), format);
        this.handle = choice.provider().service().open(spec, context);
    }

    /**
     * Decodes a frame and gives its memory back; on DECODE.
     *
     * @param facts what is known about the memory the frame arrived in
     * @param clockOffsetNanos far clock minus ours
     */
    Decoded decode(VideoFrameView view, ReceivedFrames.Facts facts, long clockOffsetNanos) {
        fill(view, clockOffsetNanos);
        VideoHeader header = view.header();
        long address = facts.address(view.payload());
        CodedFrame frame = header.independent()
                ? coded.codedPart(info, header.keyFrame(), view.payload(), address, facts.release)
                : coded.coded(info, header.keyFrame(), view.payload(), address, facts.release);
        if (frame == null) {
            view.release();
            return Decoded.NEED_KEY_FRAME;
        }
        return handle.decode(frame);
    }

    private void fill(VideoFrameView view, long clockOffsetNanos) {
        VideoHeader header = view.header();
        info.clear().sequence(header.sequence()).epoch(header.epoch());
        info.damage().copyFrom(header.damage());
        if (header.damage().isEmpty()) {
            info.damage().full(format.width(), format.height());
        }
        info.damage().clip(format.width(), format.height());
        for (int i = 0; i < VideoHeader.STAGES; i++) {
            Stage stage = STAGES[i];
            long far = header.nanos(stage);
            info.nanos(stage, far == 0 ? 0 : far - clockOffsetNanos);
        }
        info.nanos(Stage.RECEIVED, view.firstPacketNanos());
        info.nanos(Stage.ASSEMBLED, view.lastPacketNanos());
    }

    private static final Stage[] STAGES = Stage.values();

    int doWork() {
        return handle.doWork();
    }

    /** True while something in it will come out later. */
    boolean isBusy() {
        try {
            return !handle.drained();
        } catch (RuntimeException | Error e) {
            onFailed.accept(this, e);
            return false;
        }
    }

    /** Pictures and coded frames that nobody gave back yet. Any thread. */
    int leases() {
        return pool.outstanding() + coded.outstanding();
    }

    /** Closes the decoder; on OPENER, while no agent is inside it. */
    void close() {
        context.mute();
        handle.close();
        pool.close();
    }

    final class Context extends HandleContext implements DecoderContext {
        private final FrameSink<VideoFrame> sink;

        Context(MediaClock clock, FrameSink<VideoFrame> sink, BiConsumer<DecoderLine, Throwable> onFailed) {
            super(clock, why -> {}, cause -> onFailed.accept(DecoderLine.this, cause));
            this.sink = sink;
        }

        /** The coded frames that are out, to see that all come back. */
        CodedPool coded() {
            return coded;
        }

        @Override
        public FramePool pool() {
            return pool;
        }

        @Override
        public FrameSink<VideoFrame> sink() {
            return sink;
        }
    }
}
