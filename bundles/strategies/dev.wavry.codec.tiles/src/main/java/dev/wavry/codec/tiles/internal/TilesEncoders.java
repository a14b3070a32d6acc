package dev.wavry.codec.tiles.internal;

import dev.wavry.spi.codec.EncoderContext;
import dev.wavry.spi.codec.EncoderOffer;
import dev.wavry.spi.codec.EncoderSpec;
import dev.wavry.spi.codec.VideoEncoder;
import dev.wavry.spi.codec.VideoEncoderFactory;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.lifecycle.Strategy;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** Opens encoders of tiles. */
@Component
@Strategy(id = "tiles", label = "Changed tiles, exact")
public final class TilesEncoders implements VideoEncoderFactory {
    /** A film with grain, which is what a cost by area is about; text costs a tenth. */
    private static final long GRAIN_NANOS_PER_MEGAPIXEL = 14_000_000;

    @Override
    public List<EncoderOffer> offers() {
        return List.of(EncoderOffer.of(Layout.CODEC, Layout.IMPLEMENTATION, GRAIN_NANOS_PER_MEGAPIXEL)
                .withLiveBitrate()
                .exact()
                .inParts()
                .build());
    }

    @Override
    public VideoEncoder open(EncoderSpec spec, EncoderContext context) throws CannotOpenException {
        Offered.check(spec.codec(), spec.implementation(), spec.format());
        try {
            return new TilesEncoder(spec, context);
        } catch (LinkageError e) {
            throw Offered.noLibrary(e);
        }
    }
}
