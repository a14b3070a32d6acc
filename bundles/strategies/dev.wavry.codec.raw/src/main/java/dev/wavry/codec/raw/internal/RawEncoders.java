package dev.wavry.codec.raw.internal;

import dev.wavry.spi.codec.EncoderContext;
import dev.wavry.spi.codec.EncoderOffer;
import dev.wavry.spi.codec.EncoderSpec;
import dev.wavry.spi.codec.VideoEncoder;
import dev.wavry.spi.codec.VideoEncoderFactory;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.lifecycle.Strategy;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** Opens encoders that send changed rows as they are. */
@Component
@Strategy(id = "raw", label = "Changed rows as they are")
public final class RawEncoders implements VideoEncoderFactory {
    /** One copy of the pixels, measured at 1080p on a machine of two shared cores. */
    private static final long COPY_NANOS_PER_MEGAPIXEL = 500_000;

    @Override
    public List<EncoderOffer> offers() {
        return List.of(EncoderOffer.of(Layout.CODEC, Layout.IMPLEMENTATION, COPY_NANOS_PER_MEGAPIXEL)
                .withLiveBitrate()
                .ignoringRate()
                .exact()
                .build());
    }

    @Override
    public VideoEncoder open(EncoderSpec spec, EncoderContext context) throws CannotOpenException {
        Offered.check(spec.codec(), spec.implementation(), spec.format());
        return new RawEncoder(spec.format(), context);
    }
}
