package dev.wavry.codec.raw.internal;

import dev.wavry.spi.codec.DecoderOffer;
import dev.wavry.spi.codec.EncoderOffer;
import dev.wavry.spi.codec.VideoDecoderFactory;
import dev.wavry.spi.codec.VideoEncoderFactory;
import dev.wavry.tck.VideoDecoderContract;

class RawDecoderContractTest extends VideoDecoderContract {
    @Override
    protected VideoDecoderFactory factory() {
        return new RawDecoders();
    }

    @Override
    protected DecoderOffer offer() {
        return factory().offers().get(0);
    }

    @Override
    protected VideoEncoderFactory encoders() {
        return new RawEncoders();
    }

    @Override
    protected EncoderOffer encoderOffer() {
        return encoders().offers().get(0);
    }

    @Override
    protected double leastDecibels() {
        return 99;
    }
}
