package dev.wavry.core.fake;

import dev.wavry.buffer.PicturePool;
import dev.wavry.core.stream.Leases;
import dev.wavry.spi.codec.CodecId;
import dev.wavry.spi.codec.Decoded;
import dev.wavry.spi.codec.DecoderContext;
import dev.wavry.spi.codec.DecoderOffer;
import dev.wavry.spi.codec.DecoderSpec;
import dev.wavry.spi.codec.VideoDecoder;
import dev.wavry.spi.codec.VideoDecoderFactory;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.media.CodedFrame;
import dev.wavry.spi.media.FrameInfo;
import dev.wavry.spi.media.FrameSlot;
import dev.wavry.spi.media.PixelFormat;
import dev.wavry.spi.media.Region;
import dev.wavry.spi.media.Stage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Decoders of what {@link FakeEncoders} make; they know when a frame is missing, and misbehave when told to. */
public final class FakeDecoders implements VideoDecoderFactory {
    private final Laws laws;
    private final String name;
    private final List<FakeDecoder> open = new CopyOnWriteArrayList<>();
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger decoded = new AtomicInteger();
    private final List<DecoderOffer> offers;
    private volatile String refusal = "";
    private volatile @Nullable RuntimeException throwNext;
    private volatile @Nullable CountDownLatch openLatch;
    private volatile long asyncNanos;
    private volatile int blur;

    /** Decoders for these codecs. */
    public FakeDecoders(Laws laws, String name, String... codecs) {
        this.laws = laws;
        this.name = name;
        List<DecoderOffer> all = new ArrayList<>();
        for (String codec : codecs) {
            all.add(new DecoderOffer(new CodecId(codec), name, List.of(PixelFormat.BGR0), false, 1_000_000));
        }
        this.offers = List.copyOf(all);
    }

    /** While not empty, nothing can be opened, with these words. */
    public void refuse(String why) {
        refusal = why;
    }

    /** The next frame makes a decoder throw. */
    public void throwNext(RuntimeException e) {
        throwNext = e;
    }

    /** Opening waits for the latch. */
    public void openWaitsFor(@Nullable CountDownLatch latch) {
        openLatch = latch;
    }

    /** Pictures come out of {@code doWork} after this time; 0 for inside {@code decode}. */
    public void asyncNanos(long nanos) {
        asyncNanos = nanos;
    }

    /** From now on pictures differ a little from what was encoded, as those of a video codec do. */
    public void blur() {
        blur = 0x010101;
    }

    /** How often one was opened. */
    public int opened() {
        return opened.get();
    }

    /** How many are open. */
    public int live() {
        return open.size();
    }

    /** How many frames were decoded. */
    public int decoded() {
        return decoded.get();
    }

    @Override
    public List<DecoderOffer> offers() {
        return offers;
    }

    @Override
    public VideoDecoder open(DecoderSpec spec, DecoderContext context) throws CannotOpenException {
        FakeEncoders.awaitLatch(openLatch);
        if (!refusal.isEmpty()) {
            throw new CannotOpenException(CannotOpenException.Reason.BROKEN, refusal, "Use another one.");
        }
        FakeDecoder decoder = new FakeDecoder(spec, context, opened.incrementAndGet());
        open.add(decoder);
        return decoder;
    }

    private record Waiting(FrameInfo info, long dueNanos) {}

    private final class FakeDecoder implements VideoDecoder {
        private final DecoderSpec spec;
        private final DecoderContext context;
        private final Laws.Guard guard;
        private final int[] pixels;
        private final Region owed = new Region();
        private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
        private int lastNumber = -1;

        FakeDecoder(DecoderSpec spec, DecoderContext context, int serial) {
            this.spec = spec;
            this.context = context;
            this.pixels = new int[spec.format().width() * spec.format().height()];
            this.guard = laws.new Guard("decoder " + name + " " + serial);
            PicturePool pool = (PicturePool) context.pool();
            laws.lends("pictures of decoder " + name + " " + serial, pool::outstanding, pool::misuses);
            laws.lends(
                    "frames of decoder " + name + " " + serial,
                    () -> Leases.outstanding(context),
                    () -> Leases.misuses(context));
        }

        @Override
        public Decoded decode(CodedFrame frame) {
            boolean outermost = guard.enter("decode");
            try (frame) {
                RuntimeException toThrow = throwNext;
                if (toThrow != null) {
                    throwNext = null;
                    throw toThrow;
                }
                return read(frame);
            } finally {
                guard.leave(outermost);
            }
        }

        private Decoded read(CodedFrame frame) {
            ByteBuffer in = frame.payload().duplicate().order(ByteOrder.BIG_ENDIAN);
            int name = in.getInt();
            if (name == FakeEncoders.GARBAGE) {
                return Decoded.NEED_KEY_FRAME;
            }
            if (name != spec.codec().id().hashCode()) {
                laws.broken("a decoder for " + spec.codec() + " got another codec");
                return Decoded.NEED_KEY_FRAME;
            }
            int number = in.getInt();
            boolean key = in.getInt() == 1;
            if (key != frame.keyFrame()) {
                laws.broken("a frame says it is a key frame and is none, or the other way round");
            }
            if (!key && number != lastNumber + 1) {
                lastNumber = -2;
                return Decoded.NEED_KEY_FRAME;
            }
            if (in.getInt() != spec.format().width()
                    || in.getInt() != spec.format().height()) {
                laws.broken("a decoder for " + spec.format() + " got another size");
                return Decoded.NEED_KEY_FRAME;
            }
            lastNumber = number;
            FakeBits.read(in, pixels, spec.format().width());
            decoded.incrementAndGet();
            if (asyncNanos > 0) {
                waiting.add(new Waiting(
                        new FrameInfo().copyFrom(frame.info()), context.clock().nanoTime() + asyncNanos));
            } else {
                show(frame.info());
            }
            return Decoded.TAKEN;
        }

        private void show(FrameInfo info) {
            owed.addAll(info.damage());
            FrameSlot slot = context.pool().tryAcquire(spec.format());
            if (slot == null) {
                return;
            }
            ByteBuffer plane = slot.plane(0).order(ByteOrder.LITTLE_ENDIAN);
            for (int y = 0; y < spec.format().height(); y++) {
                for (int x = 0; x < spec.format().width(); x++) {
                    plane.putInt(
                            y * slot.stride(0) + 4 * x, pixels[y * spec.format().width() + x] ^ blur);
                }
            }
            slot.info().copyFrom(info).nanos(Stage.DECODED, context.clock().nanoTime());
            slot.info().damage().copyFrom(owed);
            owed.clear();
            context.sink().offer(slot.publish());
        }

        @Override
        public int doWork() {
            boolean outermost = guard.enter("doWork");
            int done = 0;
            while (!waiting.isEmpty()
                    && waiting.peek().dueNanos <= context.clock().nanoTime()) {
                show(waiting.poll().info);
                done++;
            }
            guard.leave(outermost);
            return done;
        }

        @Override
        public boolean drained() {
            return waiting.isEmpty();
        }

        @Override
        public void close() {
            if (guard.close()) {
                waiting.clear();
                open.remove(this);
            }
        }
    }
}
