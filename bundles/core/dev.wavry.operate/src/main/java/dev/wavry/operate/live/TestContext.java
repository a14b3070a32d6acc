package dev.wavry.operate.live;

import dev.wavry.buffer.CodedPool;
import dev.wavry.buffer.CounterSet;
import dev.wavry.buffer.PicturePool;
import dev.wavry.spi.capture.CaptureContext;
import dev.wavry.spi.capture.CursorShape;
import dev.wavry.spi.capture.CursorSink;
import dev.wavry.spi.codec.DecoderContext;
import dev.wavry.spi.codec.EncoderContext;
import dev.wavry.spi.health.Counters;
import dev.wavry.spi.lifecycle.StrategyContext;
import dev.wavry.spi.lifecycle.StrategyEvents;
import dev.wavry.spi.media.CodedFrame;
import dev.wavry.spi.media.FrameInfo;
import dev.wavry.spi.media.FramePool;
import dev.wavry.spi.media.FrameSink;
import dev.wavry.spi.media.MediaClock;
import dev.wavry.spi.media.Offer;
import dev.wavry.spi.media.VideoFrame;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What a strategy is given while it is tried out: everything it makes is counted and given back at once. */
class TestContext implements StrategyContext, StrategyEvents {
    final AtomicInteger made = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final CounterSet counters = new CounterSet();

    @Override
    public MediaClock clock() {
        return System::nanoTime;
    }

    @Override
    public Counters counters() {
        return counters;
    }

    @Override
    public StrategyEvents events() {
        return this;
    }

    @Override
    public void reopenNeeded(String why) {
        // It is closed in a moment anyway.
    }

    @Override
    public void failed(Throwable cause) {
        failure.compareAndSet(null, cause);
    }

    /** What it reported, if anything. */
    @Nullable
    Throwable failure() {
        return failure.get();
    }

    /** For an encoder. */
    static final class Encoding extends TestContext implements EncoderContext {
        private final CodedPool pool = new CodedPool(MOST_PARTS + 1);

        @Override
        public @Nullable CodedFrame coded(
                FrameInfo info, boolean keyFrame, ByteBuffer payload, long address, Runnable onReleased) {
            return pool.coded(info, keyFrame, payload, address, onReleased);
        }

        @Override
        public @Nullable CodedFrame codedPart(
                FrameInfo info, boolean keyFrame, ByteBuffer payload, long address, Runnable onReleased) {
            return pool.codedPart(info, keyFrame, payload, address, onReleased);
        }

        @Override
        public FrameSink<CodedFrame> sink() {
            return frame -> {
                try (frame) {
                    made.addAndGet(frame.payload().remaining() > 0 ? 1 : 0);
                }
                return Offer.ACCEPTED;
            };
        }

        int outstanding() {
            return pool.outstanding();
        }
    }

    /** For a capture or a decoder. */
    static final class Picturing extends TestContext implements CaptureContext, DecoderContext, CursorSink {
        private final PicturePool pool = new PicturePool(3);

        @Override
        public FramePool pool() {
            return pool;
        }

        @Override
        public FrameSink<VideoFrame> sink() {
            return frame -> {
                frame.close();
                made.incrementAndGet();
                return Offer.ACCEPTED;
            };
        }

        @Override
        public CursorSink cursor() {
            return this;
        }

        @Override
        public void shape(CursorShape shape) {
            // Nobody sees it.
        }

        @Override
        public void moved(int x, int y, boolean visible) {
            // Nobody sees it.
        }
    }
}
