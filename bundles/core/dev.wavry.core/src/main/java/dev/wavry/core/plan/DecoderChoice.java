package dev.wavry.core.plan;

import dev.wavry.core.catalog.Provider;
import dev.wavry.spi.codec.DecoderOffer;
import dev.wavry.spi.codec.VideoDecoderFactory;
import dev.wavry.spi.media.PixelFormat;

/**
 * A decoder strategy, which of its offers, and the pixels it shall make.
 *
 * @param provider the strategy
 * @param offer the offer
 * @param pixels what the renderer takes
 */
public record DecoderChoice(Provider<VideoDecoderFactory> provider, DecoderOffer offer, PixelFormat pixels) {}
