package dev.wavry.codec.opus.internal;

import dev.wavry.spi.audio.AudioDecoderFactory;
import dev.wavry.spi.audio.AudioEncoderFactory;
import dev.wavry.tck.AudioCodecContract;

class OpusContractTest extends AudioCodecContract {
    @Override
    protected AudioEncoderFactory encoders() {
        return new OpusEncoders();
    }

    @Override
    protected AudioDecoderFactory decoders() {
        return new OpusDecoders();
    }
}
