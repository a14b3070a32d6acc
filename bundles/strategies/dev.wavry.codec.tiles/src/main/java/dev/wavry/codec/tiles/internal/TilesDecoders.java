package dev.wavry.codec.tiles.internal;

import dev.wavry.spi.codec.DecoderContext;
import dev.wavry.spi.codec.DecoderOffer;
import dev.wavry.spi.codec.DecoderSpec;
import dev.wavry.spi.codec.VideoDecoder;
import dev.wavry.spi.codec.VideoDecoderFactory;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.lifecycle.Strategy;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** Opens decoders of tiles. */
@Component
@Strategy(id = "tiles", label = "Changed tiles, exact")
public final class TilesDecoders implements VideoDecoderFactory {
    /** A film with grain, as for the encoder. */
    private static final long GRAIN_NANOS_PER_MEGAPIXEL = 7_000_000;

    @Override
    public List<DecoderOffer> offers() {
        return List.of(new DecoderOffer(
                Layout.CODEC, Layout.IMPLEMENTATION, List.of(Layout.PIXELS), false, GRAIN_NANOS_PER_MEGAPIXEL));
    }

    @Override
    public VideoDecoder open(DecoderSpec spec, DecoderContext context) throws CannotOpenException {
        Offered.check(spec.codec(), spec.implementation(), spec.format());
        try {
            return new TilesDecoder(spec.format(), context);
        } catch (LinkageError e) {
            throw Offered.noLibrary(e);
        }
    }
}
