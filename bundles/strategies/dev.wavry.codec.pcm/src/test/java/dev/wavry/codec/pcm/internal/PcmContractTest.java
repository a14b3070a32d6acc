package dev.wavry.codec.pcm.internal;

import dev.wavry.spi.audio.AudioDecoderFactory;
import dev.wavry.spi.audio.AudioEncoderFactory;
import dev.wavry.tck.AudioCodecContract;

class PcmContractTest extends AudioCodecContract {
    @Override
    protected AudioEncoderFactory encoders() {
        return new PcmEncoders();
    }

    @Override
    protected AudioDecoderFactory decoders() {
        return new PcmDecoders();
    }
}
