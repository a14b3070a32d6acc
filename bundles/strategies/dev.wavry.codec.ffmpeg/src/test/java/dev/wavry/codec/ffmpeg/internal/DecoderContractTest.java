package dev.wavry.codec.ffmpeg.internal;

import dev.wavry.spi.codec.DecoderOffer;
import dev.wavry.spi.codec.EncoderOffer;
import dev.wavry.spi.codec.VideoDecoderFactory;
import dev.wavry.spi.codec.VideoEncoderFactory;
import dev.wavry.tck.VideoDecoderContract;
import org.junit.jupiter.api.Nested;

class DecoderContractTest {
    abstract static class OfKind extends VideoDecoderContract {
        private final EncoderKind encoder;
        private final DecoderKind decoder;
        private final VideoEncoderFactory encoders = new FfmpegEncoders(new CostFile(null, "test"));
        private final VideoDecoderFactory decoders = new FfmpegDecoders(new CostFile(null, "test"));

        OfKind(EncoderKind encoder, DecoderKind decoder) {
            this.encoder = encoder;
            this.decoder = decoder;
        }

        @Override
        protected VideoDecoderFactory factory() {
            return decoders;
        }

        @Override
        protected DecoderOffer offer() {
            return decoders.offers().stream()
                    .filter(offer -> offer.implementation().equals(decoder.ffmpegName()))
                    .findFirst()
                    .orElseThrow();
        }

        @Override
        protected VideoEncoderFactory encoders() {
            return encoders;
        }

        @Override
        protected EncoderOffer encoderOffer() {
            return encoders.offers().stream()
                    .filter(offer -> offer.implementation().equals(encoder.ffmpegName()))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Nested
    class H264OfX264 extends OfKind {
        H264OfX264() {
            super(EncoderKind.X264, DecoderKind.H264);
        }
    }

    @Nested
    class H264OfOpenH264 extends OfKind {
        H264OfOpenH264() {
            super(EncoderKind.OPENH264, DecoderKind.H264);
        }
    }

    @Nested
    class Av1 extends OfKind {
        Av1() {
            super(EncoderKind.SVT_AV1, DecoderKind.LIBAOM);
        }
    }

    @Nested
    class Vp8 extends OfKind {
        Vp8() {
            super(EncoderKind.VP8, DecoderKind.VP8);
        }
    }

    @Nested
    class Vp9 extends OfKind {
        Vp9() {
            super(EncoderKind.VP9, DecoderKind.VP9);
        }
    }
}
