package dev.wavry.codec.tiles.internal;

import dev.wavry.spi.codec.DecoderOffer;
import dev.wavry.spi.codec.EncoderOffer;
import dev.wavry.spi.codec.VideoDecoderFactory;
import dev.wavry.spi.codec.VideoEncoderFactory;
import dev.wavry.tck.VideoDecoderContract;

class TilesDecoderContractTest extends VideoDecoderContract {
    @Override
    protected VideoDecoderFactory factory() {
        return new TilesDecoders();
    }

    @Override
    protected DecoderOffer offer() {
        return factory().offers().get(0);
    }

    @Override
    protected VideoEncoderFactory encoders() {
        return new TilesEncoders();
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
