package dev.wavry.core.fake;

import dev.wavry.spi.audio.AudioCodecOffer;
import dev.wavry.spi.audio.AudioCodecSpec;
import dev.wavry.spi.audio.AudioDecoder;
import dev.wavry.spi.audio.AudioDecoderFactory;
import dev.wavry.spi.audio.AudioEncoder;
import dev.wavry.spi.audio.AudioEncoderFactory;
import dev.wavry.spi.codec.CodecId;
import dev.wavry.spi.lifecycle.StrategyContext;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** A codec of sound that sends the samples of the first channel as they are. */
public final class FakePcm implements AudioEncoderFactory {
    private final Laws laws;
    private final CodecId codec;
    private final AtomicInteger encoders = new AtomicInteger();
    private final AtomicInteger decoders = new AtomicInteger();
    private volatile boolean silent;
    private volatile boolean refuses;

    public FakePcm(Laws laws, String codec) {
        this.laws = laws;
        this.codec = new CodecId(codec);
    }

    /** From now on encoders say that there is nothing to send. */
    public void silent(boolean value) {
        silent = value;
    }

    /** From now on encoders fail. */
    public void failing(boolean value) {
        refuses = value;
    }

    /** Encoders that run. */
    public int encoders() {
        return encoders.get();
    }

    /** Decoders that run. */
    public int decoders() {
        return decoders.get();
    }

    @Override
    public List<AudioCodecOffer> offers() {
        return List.of(AudioCodecOffer.of(codec, codec.id(), Set.of(1, 2), Set.of(240, 480)));
    }

    /** The decoding half. */
    public AudioDecoderFactory decoding() {
        return new AudioDecoderFactory() {
            @Override
            public List<AudioCodecOffer> offers() {
                return FakePcm.this.offers();
            }

            @Override
            public AudioDecoder open(AudioCodecSpec spec, StrategyContext context) {
                return new Decoder(spec);
            }
        };
    }

    @Override
    public AudioEncoder open(AudioCodecSpec spec, StrategyContext context) {
        return new Encoder(spec);
    }

    private final class Encoder implements AudioEncoder {
        private final Laws.Guard guard = laws.new Guard("encoder " + codec);

        private final AudioCodecSpec spec;

        Encoder(AudioCodecSpec spec) {
            this.spec = spec;
            encoders.incrementAndGet();
        }

        @Override
        public int encode(ByteBuffer samples, ByteBuffer packet) {
            boolean outermost = guard.enter("encode");
            try {
                if (refuses) {
                    return FAILED;
                }
                int frames = samples.remaining() / spec.format().bytesPerSample();
                for (int i = 0; i < frames; i++) {
                    int at = samples.position() + i * spec.format().bytesPerSample();
                    packet.putShort(packet.position() + 2 * i, Short.reverseBytes(samples.getShort(at)));
                }
                return silent ? NOTHING_TO_SEND : 2 * frames;
            } finally {
                guard.leave(outermost);
            }
        }

        @Override
        public boolean retarget(int bitsPerSecond, int lossPercent) {
            guard.mention("retarget");
            return true;
        }

        @Override
        public int delaySamples() {
            return 0;
        }

        @Override
        public void close() {
            if (guard.close()) {
                encoders.decrementAndGet();
            }
        }
    }

    private final class Decoder implements AudioDecoder {
        private final Laws.Guard guard = laws.new Guard("decoder " + codec);
        private final AudioCodecSpec spec;

        Decoder(AudioCodecSpec spec) {
            this.spec = spec;
            decoders.incrementAndGet();
        }

        @Override
        public boolean decode(ByteBuffer packet, ByteBuffer samples) {
            boolean outermost = guard.enter("decode");
            try {
                if (packet.remaining() != 2 * spec.frameSamples()) {
                    return false;
                }
                int channels = spec.format().channels();
                for (int i = 0; i < channels * spec.frameSamples(); i++) {
                    short value = packet.getShort(packet.position() + 2 * (i / channels));
                    samples.putShort(samples.position() + 2 * i, Short.reverseBytes(value));
                }
                return true;
            } finally {
                guard.leave(outermost);
            }
        }

        @Override
        public void conceal(ByteBuffer samples) {
            boolean outermost = guard.enter("conceal");
            for (int i = samples.position(); i < samples.position() + spec.frameBytes(); i++) {
                samples.put(i, (byte) 0);
            }
            guard.leave(outermost);
        }

        @Override
        public void close() {
            if (guard.close()) {
                decoders.decrementAndGet();
            }
        }
    }
}
