package dev.wavry.operate.live;

import dev.wavry.spi.audio.AudioCodecOffer;
import dev.wavry.spi.audio.AudioCodecSpec;
import dev.wavry.spi.audio.AudioDecoder;
import dev.wavry.spi.audio.AudioDecoderFactory;
import dev.wavry.spi.audio.AudioEncoder;
import dev.wavry.spi.audio.AudioEncoderFactory;
import dev.wavry.spi.audio.AudioFormat;
import dev.wavry.spi.lifecycle.CannotOpenException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Tries out strategies of sound. Devices are left alone: to listen just for a test would be shown to the person as listening. */
final class SoundSelfTest {
    private static final int PACKET_BYTES = 4000;
    private static final int AMPLITUDE = 8000;
    private static final int PERIOD_SAMPLES = 48;

    private SoundSelfTest() {}

    static void tryOne(Object service, List<String> tried) throws CannotOpenException {
        if (service instanceof AudioEncoderFactory encoders) {
            for (AudioCodecOffer offer : encoders.offers()) {
                encode(encoders, spec(offer));
                tried.add("encoded sound by " + offer);
            }
        }
        if (service instanceof AudioDecoderFactory decoders) {
            for (AudioCodecOffer offer : decoders.offers()) {
                conceal(decoders, spec(offer));
                tried.add("opened sound decoder " + offer);
            }
        }
    }

    private static AudioCodecSpec spec(AudioCodecOffer offer) {
        int channels =
                offer.channels().stream().mapToInt(Integer::intValue).min().orElse(1);
        int samples =
                offer.frameSamples().stream().mapToInt(Integer::intValue).min().orElse(240);
        AudioFormat format = new AudioFormat(AudioFormat.SESSION_RATE, channels);
        return new AudioCodecSpec(offer.codec(), offer.implementation(), format, samples, 96_000, PACKET_BYTES);
    }

    private static void encode(AudioEncoderFactory factory, AudioCodecSpec spec) throws CannotOpenException {
        TestContext.Encoding context = new TestContext.Encoding();
        ByteBuffer samples = ByteBuffer.allocateDirect(spec.frameBytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < spec.frameBytes() / Short.BYTES; i++) {
            double angle = 2 * Math.PI * i / PERIOD_SAMPLES;
            samples.putShort((short) (AMPLITUDE * Math.sin(angle)));
        }
        try (AudioEncoder encoder = factory.open(spec, context)) {
            int bytes = encoder.encode(samples.flip(), ByteBuffer.allocateDirect(PACKET_BYTES));
            if (bytes == AudioEncoder.FAILED || bytes > PACKET_BYTES) {
                throw new SelfTest.Failure(spec.implementation() + " encoded no sound");
            }
        }
    }

    private static void conceal(AudioDecoderFactory factory, AudioCodecSpec spec) throws CannotOpenException {
        try (AudioDecoder decoder = factory.open(spec, new TestContext.Encoding())) {
            decoder.conceal(ByteBuffer.allocateDirect(spec.frameBytes()).order(ByteOrder.LITTLE_ENDIAN));
        }
    }
}
