package dev.wavry.codec.raw.internal;

import dev.wavry.spi.codec.DecoderContext;
import dev.wavry.spi.codec.DecoderOffer;
import dev.wavry.spi.codec.DecoderSpec;
import dev.wavry.spi.codec.VideoDecoder;
import dev.wavry.spi.codec.VideoDecoderFactory;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.lifecycle.Strategy;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** Opens decoders of changed rows as they are. */
@Component
@Strategy(id = "raw", label = "Changed rows as they are")
public final class RawDecoders implements VideoDecoderFactory {
    /** Two copies of the pixels, measured at 1080p on a machine of two shared cores. */
    private static final long COPIES_NANOS_PER_MEGAPIXEL = 1_000_000;

    @Override
    public List<DecoderOffer> offers() {
        return List.of(new DecoderOffer(
                Layout.CODEC, Layout.IMPLEMENTATION, List.of(Layout.PIXELS), false, COPIES_NANOS_PER_MEGAPIXEL));
    }

    @Override
    public VideoDecoder open(DecoderSpec spec, DecoderContext context) throws CannotOpenException {
        Offered.check(spec.codec(), spec.implementation(), spec.format());
        return new RawDecoder(spec.format(), context);
    }
}
