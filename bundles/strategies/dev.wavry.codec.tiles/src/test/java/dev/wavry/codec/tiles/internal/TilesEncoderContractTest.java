package dev.wavry.codec.tiles.internal;

import dev.wavry.spi.codec.EncoderOffer;
import dev.wavry.spi.codec.VideoEncoderFactory;
import dev.wavry.tck.VideoEncoderContract;

class TilesEncoderContractTest extends VideoEncoderContract {
    @Override
    protected VideoEncoderFactory factory() {
        return new TilesEncoders();
    }

    @Override
    protected EncoderOffer offer() {
        return factory().offers().get(0);
    }
}
