package dev.wavry.core.fake;

import dev.wavry.core.stream.Leases;
import dev.wavry.spi.codec.CodecId;
import dev.wavry.spi.codec.EncoderContext;
import dev.wavry.spi.codec.EncoderOffer;
import dev.wavry.spi.codec.EncoderSpec;
import dev.wavry.spi.codec.VideoEncoder;
import dev.wavry.spi.codec.VideoEncoderFactory;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.media.CodedFrame;
import dev.wavry.spi.media.Offer;
import dev.wavry.spi.media.RateTarget;
import dev.wavry.spi.media.Stage;
import dev.wavry.spi.media.VideoFrame;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Encoders that copy damaged rectangles, and misbehave when told to. */
public final class FakeEncoders implements VideoEncoderFactory {
    private static final int MOST_IN_FLIGHT = 3;

    private final Laws laws;
    private final String name;
    private final List<FakeEncoder> open = new CopyOnWriteArrayList<>();
    private final AtomicInteger opened = new AtomicInteger();
    /** Where the name of the codec should be. */
    static final int GARBAGE = 0xdeadbeef;

    private final AtomicInteger encoded = new AtomicInteger();
    private final java.util.concurrent.ConcurrentLinkedQueue<VideoFrame> kept =
            new java.util.concurrent.ConcurrentLinkedQueue<>();
    private volatile Madness madness = Madness.NONE;
    private volatile List<EncoderOffer> offers;
    private volatile String refusal = "";
    private volatile @Nullable RuntimeException throwNext;
    private volatile @Nullable CountDownLatch stall;
    private volatile @Nullable CountDownLatch openLatch;
    private volatile double dropChance;
    private volatile long asyncNanos;

    /** Encoders for these codecs, exact. */
    public FakeEncoders(Laws laws, String name, String... codecs) {
        this.laws = laws;
        this.name = name;
        List<EncoderOffer> all = new ArrayList<>();
        for (String codec : codecs) {
            all.add(EncoderOffer.of(new CodecId(codec), name, 1_000_000).exact().build());
        }
        this.offers = List.copyOf(all);
    }

    /** Offers these from now on. */
    public FakeEncoders offering(EncoderOffer... now) {
        offers = List.of(now);
        return this;
    }

    /** While not empty, nothing can be opened, with these words. */
    public void refuse(String why) {
        refusal = why;
    }

    /** The next picture makes an encoder throw. */
    public void throwNext(@Nullable RuntimeException e) {
        throwNext = e;
    }

    /** Encoding does not return before the latch opens. */
    public void stall(@Nullable CountDownLatch until) {
        stall = until;
    }

    /** From now on every encoder does this with the pictures it gets. */
    public void madness(Madness what) {
        madness = what;
    }

    /** What a bad encoder does without throwing or hanging. */
    public enum Madness {
        NONE,
        /** Codes bytes that nothing can decode. */
        GARBAGE,
        /** Codes pictures and never gives them back. */
        KEEP,
        /** Takes pictures and codes none. */
        SWALLOW
    }

    /** Opening waits for the latch. */
    public void openWaitsFor(@Nullable CountDownLatch latch) {
        openLatch = latch;
    }

    /** Pictures are dropped with this chance. */
    public void dropChance(double chance) {
        dropChance = chance;
    }

    /** Coded frames come out of {@code doWork} after this time; 0 for inside {@code encode}. */
    public void asyncNanos(long nanos) {
        asyncNanos = nanos;
    }

    /** Counts from zero from now on. */
    public void startCounting() {
        opened.set(0);
        encoded.set(0);
    }

    /** How often one was opened. */
    public int opened() {
        return opened.get();
    }

    /** How many are open. */
    public int live() {
        return open.size();
    }

    /** How many pictures were encoded. */
    public int encoded() {
        return encoded.get();
    }

    @Override
    public List<EncoderOffer> offers() {
        return offers;
    }

    @Override
    public VideoEncoder open(EncoderSpec spec, EncoderContext context) throws CannotOpenException {
        awaitLatch(openLatch);
        if (!refusal.isEmpty()) {
            throw new CannotOpenException(CannotOpenException.Reason.BROKEN, refusal, "Use another one.");
        }
        FakeEncoder encoder = new FakeEncoder(spec, context, opened.incrementAndGet());
        open.add(encoder);
        return encoder;
    }

    static void awaitLatch(@Nullable CountDownLatch latch) {
        if (latch != null) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Gives back at last what encoders kept, so that it can be counted. */
    public void giveBack() {
        for (VideoFrame picture = kept.poll(); picture != null; picture = kept.poll()) {
            picture.close();
        }
    }

    private record Waiting(VideoFrame picture, boolean key, long dueNanos) {}

    private final class FakeEncoder implements VideoEncoder {
        private final EncoderSpec spec;
        private final EncoderContext context;
        private final Laws.Guard guard;
        private final Random random;
        private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
        private final ArrayDeque<ByteBuffer> buffers = new ArrayDeque<>();
        private final AtomicInteger out = new AtomicInteger();
        private boolean keyNext = true;
        private int number;

        FakeEncoder(EncoderSpec spec, EncoderContext context, int serial) {
            this.spec = spec;
            this.context = context;
            this.random = new Random(serial);
            this.guard = laws.new Guard("encoder " + name + " " + serial);
            laws.lends("coded buffers of encoder " + name + " " + serial, out::get, () -> 0);
            laws.lends(
                    "coded frames of encoder " + name + " " + serial,
                    () -> Leases.outstanding(context),
                    () -> Leases.misuses(context));
        }

        @Override
        public Offer encode(VideoFrame picture) {
            boolean outermost = guard.enter("encode");
            try (picture) {
                RuntimeException toThrow = throwNext;
                if (toThrow != null) {
                    throwNext = null;
                    throw toThrow;
                }
                awaitLatch(stall);
                check(picture);
                if (madness == Madness.SWALLOW) {
                    return Offer.ACCEPTED;
                }
                if (madness == Madness.KEEP) {
                    kept.add(picture.retain());
                }
                if (waiting.size() + out.get() >= MOST_IN_FLIGHT || random.nextDouble() < dropChance) {
                    return Offer.DROPPED;
                }
                encoded.incrementAndGet();
                boolean key = keyNext;
                keyNext = false;
                if (asyncNanos > 0) {
                    waiting.add(
                            new Waiting(picture.retain(), key, context.clock().nanoTime() + asyncNanos));
                } else {
                    code(picture, key);
                }
                return Offer.ACCEPTED;
            } finally {
                guard.leave(outermost);
            }
        }

        private void check(VideoFrame picture) {
            if (!picture.format().equals(spec.format())) {
                laws.broken("encoder for " + spec.format() + " got " + picture.format());
            }
        }

        private void code(VideoFrame picture, boolean key) {
            ByteBuffer payload = FakeBits.write(buffer(), spec.codec().id(), number++, key, picture);
            if (madness == Madness.GARBAGE) {
                payload.putInt(0, GARBAGE);
            }
            long now = context.clock().nanoTime();
            picture.info().nanos(Stage.CONVERTED, now).nanos(Stage.ENCODED, now);
            out.incrementAndGet();
            CodedFrame frame = context.coded(picture.info(), key, payload, 0, () -> home(payload));
            if (frame == null) {
                laws.broken("encoder " + name + " was refused a coded frame");
                home(payload);
                return;
            }
            context.sink().offer(frame);
        }

        private synchronized ByteBuffer buffer() {
            ByteBuffer free = buffers.poll();
            return free != null
                    ? free
                    : ByteBuffer.allocateDirect(
                            FakeBits.most(spec.format().width(), spec.format().height()));
        }

        private synchronized void home(ByteBuffer payload) {
            out.decrementAndGet();
            buffers.add(payload);
        }

        @Override
        public int doWork() {
            boolean outermost = guard.enter("doWork");
            try {
                int done = 0;
                while (!waiting.isEmpty()
                        && waiting.peek().dueNanos <= context.clock().nanoTime()) {
                    try (VideoFrame picture = waiting.peek().picture) {
                        code(picture, waiting.poll().key);
                    }
                    done++;
                }
                return done;
            } finally {
                guard.leave(outermost);
            }
        }

        @Override
        public boolean drained() {
            return waiting.isEmpty();
        }

        @Override
        public void beginDrain() {
            guard.leave(guard.enter("beginDrain"));
        }

        @Override
        public void requestKeyFrame() {
            guard.leave(guard.enter("requestKeyFrame"));
            keyNext = true;
        }

        @Override
        public boolean invalidate(long first, long last) {
            guard.leave(guard.enter("invalidate"));
            return false;
        }

        @Override
        public boolean retarget(RateTarget rate) {
            guard.leave(guard.enter("retarget"));
            return false;
        }

        @Override
        public void close() {
            if (guard.close()) {
                waiting.forEach(w -> w.picture.close());
                waiting.clear();
                open.remove(this);
            }
        }
    }
}
