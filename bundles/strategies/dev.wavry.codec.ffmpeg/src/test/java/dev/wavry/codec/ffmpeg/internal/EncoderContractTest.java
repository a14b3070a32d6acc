package dev.wavry.codec.ffmpeg.internal;

import dev.wavry.spi.codec.EncoderOffer;
import dev.wavry.spi.codec.VideoEncoderFactory;
import dev.wavry.tck.WholeFramesContract;
import org.junit.jupiter.api.Nested;

class EncoderContractTest {
    abstract static class OfKind extends WholeFramesContract {
        private final EncoderKind kind;
        private final VideoEncoderFactory factory = new FfmpegEncoders(new CostFile(null, "test"));

        OfKind(EncoderKind kind) {
            this.kind = kind;
        }

        @Override
        protected VideoEncoderFactory factory() {
            return factory;
        }

        @Override
        protected EncoderOffer offer() {
            return factory.offers().stream()
                    .filter(offer -> offer.implementation().equals(kind.ffmpegName()))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Nested
    class X264 extends OfKind {
        X264() {
            super(EncoderKind.X264);
        }
    }

    @Nested
    class OpenH264 extends OfKind {
        OpenH264() {
            super(EncoderKind.OPENH264);
        }
    }

    @Nested
    class SvtAv1 extends OfKind {
        SvtAv1() {
            super(EncoderKind.SVT_AV1);
        }
    }

    @Nested
    class Vp8 extends OfKind {
        Vp8() {
            super(EncoderKind.VP8);
        }
    }

    @Nested
    class Vp9 extends OfKind {
        Vp9() {
            super(EncoderKind.VP9);
        }
    }
}
