package dev.wavry.codec.tiles.internal;

import dev.wavry.spi.codec.DecoderOffer;
import dev.wavry.spi.codec.EncoderOffer;
import dev.wavry.spi.codec.VideoDecoderFactory;
import dev.wavry.spi.codec.VideoEncoderFactory;
import dev.wavry.tck.VideoPartsContract;

class TilesPartsContractTest extends VideoPartsContract {
    @Override
    protected VideoEncoderFactory encoders() {
        return new TilesEncoders();
    }

    @Override
    protected EncoderOffer encoderOffer() {
        return encoders().offers().get(0);
    }

    @Override
    protected VideoDecoderFactory decoders() {
        return new TilesDecoders();
    }

    @Override
    protected DecoderOffer decoderOffer() {
        return decoders().offers().get(0);
    }
}
