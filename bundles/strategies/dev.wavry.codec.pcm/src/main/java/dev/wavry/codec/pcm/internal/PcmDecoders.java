package dev.wavry.codec.pcm.internal;

import dev.wavry.spi.audio.AudioCodecOffer;
import dev.wavry.spi.audio.AudioCodecSpec;
import dev.wavry.spi.audio.AudioDecoder;
import dev.wavry.spi.audio.AudioDecoderFactory;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.lifecycle.Strategy;
import dev.wavry.spi.lifecycle.StrategyContext;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** Opens decoders of samples as they are. */
@Component
@Strategy(id = "pcm", label = "Samples as they are")
public final class PcmDecoders implements AudioDecoderFactory {
    @Override
    public List<AudioCodecOffer> offers() {
        return Pcm.OFFERS;
    }

    @Override
    public AudioDecoder open(AudioCodecSpec spec, StrategyContext context) throws CannotOpenException {
        Pcm.check(spec);
        return new PcmDecoder(spec);
    }
}
