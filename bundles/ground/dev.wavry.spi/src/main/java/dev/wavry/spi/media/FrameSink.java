package dev.wavry.spi.media;

import org.osgi.annotation.versioning.ProviderType;

/** Where a strategy puts what it made. One producer at a time. */
@ProviderType
@FunctionalInterface
public interface FrameSink<T extends Leased> {
    /** Offers one item; never blocks and always takes the caller's count, whatever the answer. */
    Offer offer(T item);
}
