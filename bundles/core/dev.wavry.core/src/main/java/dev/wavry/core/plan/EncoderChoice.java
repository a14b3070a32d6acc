package dev.wavry.core.plan;

import dev.wavry.core.catalog.Provider;
import dev.wavry.spi.codec.EncoderOffer;
import dev.wavry.spi.codec.VideoEncoderFactory;

/**
 * An encoder strategy and which of its offers.
 *
 * @param provider the strategy
 * @param offer the offer
 */
public record EncoderChoice(Provider<VideoEncoderFactory> provider, EncoderOffer offer) {
    /** True if both name the same encoder of the same registration. */
    public boolean same(EncoderChoice other) {
        return provider.serviceId() == other.provider.serviceId()
                && offer.implementation().equals(other.offer.implementation())
                && offer.codec().equals(other.offer.codec());
    }

    /** True if the operator's word means this one. */
    public boolean answersTo(String word) {
        return word.equals("auto")
                || word.equals(offer.codec().id())
                || word.equals(offer.implementation())
                || word.equals(provider.id());
    }
}
