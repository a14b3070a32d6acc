package dev.wavry.core.stream;

import dev.wavry.buffer.CodedPool;
import dev.wavry.core.plan.EncoderChoice;
import dev.wavry.core.slot.HandleContext;
import dev.wavry.rift.RiftConnection;
import dev.wavry.spi.codec.EncoderContext;
import dev.wavry.spi.codec.EncoderSpec;
import dev.wavry.spi.codec.VideoEncoder;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.media.CodedFrame;
import dev.wavry.spi.media.FrameInfo;
import dev.wavry.spi.media.FrameSink;
import dev.wavry.spi.media.MediaClock;
import dev.wavry.spi.media.Offer;
import dev.wavry.spi.media.RateTarget;
import dev.wavry.spi.media.VideoFormat;
import dev.wavry.spi.media.VideoFrame;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A running encoder of one epoch with everything that belongs to it. */
final class EncoderLine {
    /** Three in flight in the encoder and one being sent. */
    private static final int CODED = 4;

    /** One that is coded whole and one that refers to it. */
    private static final int WARM_UP_PICTURES = 2;

    /** Takes coded frames together with the line they come from. */
    interface Sink {
        void coded(EncoderLine from, CodedFrame frame);
    }

    final EncoderChoice choice;
    final VideoFormat format;
    final RateTarget rate;
    final int epoch;
    private final CodedPool pool;
    private final Context context;
    private final VideoEncoder handle;
    private volatile boolean closed;
    private volatile long fedNanos;
    private volatile long firstCodedNanos;
    private volatile long taken;
    private volatile long coded;
    /** Pictures of the warm-up that did not come out yet. */
    private final AtomicInteger warming = new AtomicInteger();

    private @Nullable Runnable early;
    /** Frames of this epoch so far; numbers on the wire count up by one. */
    private long frames;

    /** Opens the encoder; on OPENER. */
    EncoderLine(
            EncoderChoice choice,
            EncoderSpec spec,
            int epoch,
            MediaClock clock,
            Sink sink,
            BiConsumer<EncoderLine, String> onReopen,
            BiConsumer<EncoderLine, Throwable> onFailed)
            throws CannotOpenException {
        this.choice = choice;
        this.format = spec.format();
        this.pool = new CodedPool(choice.offer().parts() ? EncoderContext.MOST_PARTS + 1 : CODED);
        this.rate = spec.rate();
        this.epoch = epoch;
        this.context = new Context(clock, sink, onReopen, onFailed);
        this.handle = choice.provider().service().open(spec, context);
    }

    VideoEncoder handle() {
        return handle;
    }

    /**
     * Codes pictures of our own that go nowhere, so that memory is there, code is loaded and a strategy that cannot code is found
     * before anybody waits for it; on OPENER, before this is live. Throws whatever the strategy throws.
     */
    void warmUp() {
        if (choice.offer().parts()) {
            // Parts refer to nothing, and what they are made with is shared by all encoders of that strategy.
            return;
        }
        RehearsalFilm film = new RehearsalFilm(format);
        try {
            for (int i = 0; i < WARM_UP_PICTURES; i++) {
                VideoFrame picture = film.next();
                if (picture != null) {
                    warmUp(picture);
                }
            }
        } finally {
            film.close();
        }
        handle.requestKeyFrame();
    }

    private void warmUp(VideoFrame picture) {
        warming.incrementAndGet();
        if (handle.encode(picture) != Offer.ACCEPTED && warming.get() > 0) {
            warming.decrementAndGet();
        }
        handle.doWork();
    }

    /** Encodes a picture that counts, see {@link VideoEncoder#encode}; on the agent that encodes. */
    Offer encode(VideoFrame picture) {
        if (fedNanos == 0) {
            fedNanos = context.clock().nanoTime();
        }
        Offer answer = handle.encode(picture);
        if (answer == Offer.ACCEPTED) {
            taken++;
        }
        return answer;
    }

    /** How many pictures were accepted. Any thread. */
    long taken() {
        return taken;
    }

    /** How many coded frames came out. Any thread. */
    long coded() {
        return coded;
    }

    /** When the first picture that counts went in; 0 before that. Any thread. */
    long fedNanos() {
        return fedNanos;
    }

    /** Number for the next frame; on the agent that encodes. */
    long nextFrame() {
        return frames++;
    }

    /** When the first frame that counts came out; 0 before that. Any thread. */
    long firstCodedNanos() {
        return firstCodedNanos;
    }

    /** Offers from now on are answered CLOSED and released; any thread. */
    void closeSink() {
        closed = true;
    }

    /** Keeps what the handle said before it was live; on CONTROL. */
    void said(Runnable what) {
        early = what;
    }

    /** Says it again now that it is live; on CONTROL. */
    void live() {
        Runnable what = early;
        early = null;
        if (what != null) {
            what.run();
        }
    }

    /** Coded frames that nobody gave back yet. Any thread. */
    int leases() {
        return pool.outstanding();
    }

    /** Closes the encoder; on OPENER, while no agent is inside it. */
    void close() {
        context.mute();
        handle.close();
    }

    final class Context extends HandleContext implements EncoderContext, FrameSink<CodedFrame> {
        private final Sink sink;

        Context(
                MediaClock clock,
                Sink sink,
                BiConsumer<EncoderLine, String> onReopen,
                BiConsumer<EncoderLine, Throwable> onFailed) {
            super(
                    clock,
                    why -> onReopen.accept(EncoderLine.this, why),
                    cause -> onFailed.accept(EncoderLine.this, cause));
            this.sink = sink;
        }

        /** The coded frames that are out, to see that all come back. */
        CodedPool coded() {
            return pool;
        }

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
            return this;
        }

        @Override
        public Offer offer(CodedFrame frame) {
            try (frame) {
                if (closed) {
                    return Offer.CLOSED;
                }
                if (warming.get() > 0) {
                    warming.decrementAndGet();
                    return Offer.DROPPED;
                }
                int bytes = frame.payload().remaining();
                if (bytes > RiftConnection.MAX_VIDEO_BYTES) {
                    throw new IllegalStateException("A coded frame has " + bytes + " bytes and the wire carries "
                            + RiftConnection.MAX_VIDEO_BYTES + "; pictures of " + format + " need another codec");
                }
                frame.info().epoch(epoch);
                coded++;
                if (firstCodedNanos == 0) {
                    firstCodedNanos = clock().nanoTime();
                }
                sink.coded(EncoderLine.this, frame);
                return Offer.ACCEPTED;
            }
        }
    }
}
