package dev.wavry.codec.pcm.internal;

import dev.wavry.spi.audio.AudioCodecOffer;
import dev.wavry.spi.audio.AudioCodecSpec;
import dev.wavry.spi.audio.AudioEncoder;
import dev.wavry.spi.audio.AudioEncoderFactory;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.lifecycle.Strategy;
import dev.wavry.spi.lifecycle.StrategyContext;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** Opens encoders that send samples as they are. */
@Component
@Strategy(id = "pcm", label = "Samples as they are")
public final class PcmEncoders implements AudioEncoderFactory {
    @Override
    public List<AudioCodecOffer> offers() {
        return Pcm.OFFERS;
    }

    @Override
    public AudioEncoder open(AudioCodecSpec spec, StrategyContext context) throws CannotOpenException {
        Pcm.check(spec);
        Pcm.checkRoom(spec);
        return new PcmEncoder(spec);
    }
}
