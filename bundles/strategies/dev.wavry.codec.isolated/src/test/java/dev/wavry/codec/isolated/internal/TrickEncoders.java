package dev.wavry.codec.isolated.internal;

import dev.wavry.buffer.NativeMemory;
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
import dev.wavry.spi.media.VideoFrame;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Encoders that tell which process they are in and what they see, and do something bad when they see {@link #TRIGGER}. */
public final class TrickEncoders implements VideoEncoderFactory {
    static final int TRIGGER = 0xdead;
    static final CodecId CODEC = new CodecId("trick");
    /** Process id and the pixel at 3, 4. */
    static final int PAYLOAD_BYTES = 12;

    @Override
    public List<EncoderOffer> offers() {
        return List.of(EncoderOffer.of(CODEC, "echo", 1).build());
    }

    @Override
    public VideoEncoder open(EncoderSpec spec, EncoderContext context) throws CannotOpenException {
        if (spec.implementation().equals("refuse")) {
            throw new CannotOpenException(CannotOpenException.Reason.BUSY, "somebody else uses it", "Wait");
        }
        return new Trick(spec.implementation(), context);
    }

    private static final class Trick implements VideoEncoder {
        private final String mode;
        private final EncoderContext context;
        private final ByteBuffer payload = NativeMemory.allocate(PAYLOAD_BYTES);
        private boolean key = true;

        Trick(String mode, EncoderContext context) {
            this.mode = mode;
            this.context = context;
        }

        @Override
        public Offer encode(VideoFrame picture) {
            try (picture) {
                int pixel = picture.plane(0).getInt(4 * picture.stride(0) + 3 * Integer.BYTES);
                System.out.println("encoders may print what they like");
                if (pixel == TRIGGER) {
                    misbehave();
                }
                payload.clear()
                        .putLong(ProcessHandle.current().pid())
                        .putInt(pixel)
                        .flip();
                CodedFrame frame = context.coded(picture.info(), key, payload, 0, () -> {});
                key = frame == null || context.sink().offer(frame) == Offer.DROPPED;
                return Offer.ACCEPTED;
            }
        }

        private void misbehave() {
            switch (mode) {
                case "die" -> Runtime.getRuntime().halt(134);
                case "hang" -> LockSupport.parkNanos(Long.MAX_VALUE);
                case "throw" -> throw new IllegalStateException("throws on purpose");
                default -> {
                    // A good one.
                }
            }
        }

        @Override
        public void requestKeyFrame() {
            key = true;
        }

        @Override
        public boolean invalidate(long first, long last) {
            return false;
        }

        @Override
        public boolean retarget(RateTarget rate) {
            return false;
        }

        @Override
        public void close() {
            // Nothing to give back.
        }
    }
}
