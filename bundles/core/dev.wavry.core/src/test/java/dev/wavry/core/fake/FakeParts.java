package dev.wavry.core.fake;

import dev.wavry.core.stream.Leases;
import dev.wavry.spi.codec.CodecId;
import dev.wavry.spi.codec.Decoded;
import dev.wavry.spi.codec.DecoderContext;
import dev.wavry.spi.codec.DecoderOffer;
import dev.wavry.spi.codec.DecoderSpec;
import dev.wavry.spi.codec.EncoderContext;
import dev.wavry.spi.codec.EncoderOffer;
import dev.wavry.spi.codec.EncoderSpec;
import dev.wavry.spi.codec.VideoDecoder;
import dev.wavry.spi.codec.VideoDecoderFactory;
import dev.wavry.spi.codec.VideoEncoder;
import dev.wavry.spi.codec.VideoEncoderFactory;
import dev.wavry.spi.media.CodedFrame;
import dev.wavry.spi.media.FrameInfo;
import dev.wavry.spi.media.FrameSlot;
import dev.wavry.spi.media.Offer;
import dev.wavry.spi.media.PixelFormat;
import dev.wavry.spi.media.RateTarget;
import dev.wavry.spi.media.Region;
import dev.wavry.spi.media.VideoFrame;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** A codec of parts that stand alone: each carries one row of the picture as it is when it leaves. */
public final class FakeParts implements VideoEncoderFactory {
    private static final CodecId CODEC = new CodecId("fake-parts");

    private final Laws laws;
    private final AtomicInteger invalidated = new AtomicInteger();
    private volatile double unusable;

    public FakeParts(Laws laws) {
        this.laws = laws;
    }

    /** Parts cannot be used with this chance. */
    public void unusable(double chance) {
        unusable = chance;
    }

    /** Parts that the encoder was told are lost. */
    public int invalidated() {
        return invalidated.get();
    }

    /** The decoding half. */
    public VideoDecoderFactory decoders() {
        return new VideoDecoderFactory() {
            @Override
            public List<DecoderOffer> offers() {
                return List.of(new DecoderOffer(CODEC, "parts", List.of(PixelFormat.BGR0), false, 1));
            }

            @Override
            public VideoDecoder open(DecoderSpec spec, DecoderContext context) {
                return new Decoder(spec, context);
            }
        };
    }

    @Override
    public List<EncoderOffer> offers() {
        return List.of(EncoderOffer.of(CODEC, "parts", 1).exact().inParts().build());
    }

    @Override
    public VideoEncoder open(EncoderSpec spec, EncoderContext context) {
        return new Encoder(spec, context);
    }

    private final class Encoder implements VideoEncoder {
        private final EncoderContext context;
        private final Laws.Guard guard;
        private final int width;
        private final int[] pixels;
        private final BitSet dirty = new BitSet();
        private final List<Integer> rows = new ArrayList<>();
        private final FrameInfo info = new FrameInfo();

        Encoder(EncoderSpec spec, EncoderContext context) {
            this.context = context;
            this.guard = laws.new Guard("encoder of parts");
            this.width = spec.format().width();
            this.pixels = new int[width * spec.format().height()];
            laws.lends("parts", () -> Leases.outstanding(context), () -> Leases.misuses(context));
        }

        @Override
        public Offer encode(VideoFrame picture) {
            boolean outermost = guard.enter("encode");
            try (picture) {
                ByteBuffer plane = picture.plane(0).duplicate().order(ByteOrder.LITTLE_ENDIAN);
                info.copyFrom(picture.info());
                for (int i = 0; i < info.damage().count(); i++) {
                    take(plane, picture.stride(0), info.damage(), i);
                }
                for (int i = 0; i < info.renewed().count(); i++) {
                    dirty.set(
                            info.renewed().y(i),
                            info.renewed().y(i) + info.renewed().height(i));
                }
                send();
                return Offer.ACCEPTED;
            } finally {
                guard.leave(outermost);
            }
        }

        /** Nothing but the damage, because what lies elsewhere is somebody else's. */
        private void take(ByteBuffer plane, int stride, Region damage, int one) {
            for (int y = damage.y(one); y < damage.y(one) + damage.height(one); y++) {
                for (int x = damage.x(one); x < damage.x(one) + damage.width(one); x++) {
                    int now = plane.getInt(y * stride + 4 * x);
                    if (now != pixels[y * width + x]) {
                        pixels[y * width + x] = now;
                        dirty.set(y);
                    }
                }
            }
        }

        private void send() {
            for (int y = dirty.nextSetBit(0); y >= 0; y = dirty.nextSetBit(y + 1)) {
                ByteBuffer payload = ByteBuffer.allocateDirect(8 + 4 * width).putInt(rows.size());
                payload.putInt(y);
                for (int x = 0; x < width; x++) {
                    payload.putInt(pixels[y * width + x]);
                }
                info.damage().clear().add(0, y, width, 1);
                CodedFrame part = context.codedPart(info, false, payload.flip(), 0, () -> {});
                if (part == null) {
                    return;
                }
                rows.add(y);
                dirty.clear(y);
                context.sink().offer(part);
            }
        }

        @Override
        public int doWork() {
            boolean outermost = guard.enter("doWork");
            int before = rows.size();
            send();
            guard.leave(outermost);
            return rows.size() - before;
        }

        @Override
        public boolean drained() {
            return dirty.isEmpty();
        }

        @Override
        public void requestKeyFrame() {
            guard.leave(guard.enter("requestKeyFrame"));
            dirty.set(0, pixels.length / width);
        }

        @Override
        public boolean invalidate(long first, long last) {
            guard.leave(guard.enter("invalidate"));
            if (first < 1 || last < first || last > rows.size()) {
                laws.broken("parts " + first + " to " + last + " of " + rows.size() + " are called lost");
                return true;
            }
            for (long n = first; n <= last; n++) {
                invalidated.incrementAndGet();
                dirty.set(rows.get((int) n - 1));
            }
            return true;
        }

        @Override
        public boolean retarget(RateTarget rate) {
            return true;
        }

        @Override
        public void close() {
            guard.close();
        }
    }

    private final class Decoder implements VideoDecoder {
        private final DecoderSpec spec;
        private final DecoderContext context;
        private final Laws.Guard guard;
        private final Random random = new Random(5);
        private final int[] pixels;
        private final int[] newest;
        private final Region owed = new Region();

        Decoder(DecoderSpec spec, DecoderContext context) {
            this.spec = spec;
            this.context = context;
            this.guard = laws.new Guard("decoder of parts");
            this.pixels = new int[spec.format().width() * spec.format().height()];
            this.newest = new int[spec.format().height()];
            Arrays.fill(newest, -1);
            laws.lends("parts here", () -> Leases.outstanding(context), () -> Leases.misuses(context));
        }

        @Override
        public Decoded decode(CodedFrame part) {
            boolean outermost = guard.enter("decode");
            try (part) {
                if (!part.independent()) {
                    laws.broken("a part arrived as a frame");
                }
                return random.nextDouble() < unusable ? Decoded.NOT_APPLIED : read(part);
            } finally {
                guard.leave(outermost);
            }
        }

        private Decoded read(CodedFrame part) {
            ByteBuffer in = part.payload().duplicate();
            int number = in.getInt();
            int y = in.getInt();
            if (number > newest[y]) {
                newest[y] = number;
                for (int x = 0; x < spec.format().width(); x++) {
                    pixels[y * spec.format().width() + x] = in.getInt();
                }
            }
            owed.add(0, y, spec.format().width(), 1);
            if (Arrays.stream(newest).allMatch(n -> n >= 0)) {
                show(part.info());
            }
            return Decoded.TAKEN;
        }

        /** Says no more than what changed, because the rest may show something of another stream. */
        private void show(FrameInfo info) {
            FrameSlot slot = context.pool().tryAcquire(spec.format());
            if (slot == null) {
                return;
            }
            int width = spec.format().width();
            ByteBuffer plane = slot.plane(0).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < pixels.length; i++) {
                plane.putInt(i / width * slot.stride(0) + 4 * (i % width), pixels[i]);
            }
            slot.info().copyFrom(info).damage().copyFrom(owed);
            owed.clear();
            context.sink().offer(slot.publish());
        }

        @Override
        public void close() {
            guard.close();
        }
    }
}
