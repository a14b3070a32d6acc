package dev.wavry.codec.raw.internal;

import dev.wavry.spi.codec.EncoderOffer;
import dev.wavry.spi.codec.VideoEncoderFactory;
import dev.wavry.tck.WholeFramesContract;

class RawEncoderContractTest extends WholeFramesContract {
    @Override
    protected VideoEncoderFactory factory() {
        return new RawEncoders();
    }

    @Override
    protected EncoderOffer offer() {
        return factory().offers().get(0);
    }
}
