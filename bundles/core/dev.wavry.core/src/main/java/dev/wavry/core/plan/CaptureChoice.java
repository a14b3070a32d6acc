package dev.wavry.core.plan;

import dev.wavry.core.catalog.Provider;
import dev.wavry.spi.capture.CaptureSource;
import dev.wavry.spi.capture.CaptureTarget;
import dev.wavry.spi.media.PixelFormat;
import dev.wavry.spi.media.VideoFormat;

/**
 * A capture strategy and what it shall capture.
 *
 * @param provider the strategy
 * @param target the display
 * @param width width of its pictures
 * @param height height of its pictures
 */
public record CaptureChoice(Provider<CaptureSource> provider, CaptureTarget target, int width, int height) {
    /** Format of the pictures. */
    public VideoFormat format() {
        return new VideoFormat(width, height, PixelFormat.BGR0);
    }

    /** True if both name the same picture source. */
    public boolean same(CaptureChoice other) {
        return provider.serviceId() == other.provider.serviceId()
                && target.id().equals(other.target.id())
                && target.x() == other.target.x()
                && target.y() == other.target.y()
                && width == other.width
                && height == other.height;
    }
}
