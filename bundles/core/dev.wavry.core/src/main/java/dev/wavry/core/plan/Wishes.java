package dev.wavry.core.plan;

import dev.wavry.api.HostRequest;
import dev.wavry.spi.capture.CaptureTarget;
import dev.wavry.spi.media.RateTarget;

/**
 * What the operator asked for.
 *
 * @param source id of the capture strategy, or {@code auto}
 * @param codec codec, implementation or strategy id, or {@code auto}
 * @param display id or name of a display, or {@code auto}
 * @param width width for sources that make their own pictures
 * @param height height for such sources
 * @param framesPerSecond cap, or 0 for what suits the source
 * @param bitrateKbps target rate
 * @param encoderThreads threads an encoder may use
 */
public record Wishes(
        String source,
        String codec,
        String display,
        int width,
        int height,
        int framesPerSecond,
        int bitrateKbps,
        int encoderThreads) {
    /** The wishes in a request. */
    public static Wishes of(HostRequest request) {
        return new Wishes(
                request.source(),
                request.codec(),
                request.display(),
                request.width(),
                request.height(),
                request.framesPerSecond(),
                request.bitrateKbps(),
                request.encoderThreads());
    }

    /**
     * Cap for a capture. A screen that nobody capped may be read 120 times a second: it gives pictures only when something changes, and
     * what is typed must not wait for the next frame of a video beside it.
     */
    public int captureRate(CaptureTarget.Kind kind) {
        if (framesPerSecond > 0) {
            return framesPerSecond;
        }
        return kind == CaptureTarget.Kind.SYNTHETIC ? 60 : 120;
    }

    /** The rate an encoder divides its bits for. */
    public int encoderRate() {
        return framesPerSecond > 0 ? framesPerSecond : 60;
    }

    /** What an encoder is to have if the path carries it. */
    public RateTarget rate() {
        return new RateTarget(bitrateKbps, encoderRate());
    }

    /** The same with another source. */
    public Wishes withSource(String other) {
        return new Wishes(other, codec, display, width, height, framesPerSecond, bitrateKbps, encoderThreads);
    }

    /** The same with another codec. */
    public Wishes withCodec(String other) {
        return new Wishes(source, other, display, width, height, framesPerSecond, bitrateKbps, encoderThreads);
    }

    /** The same with another display. */
    public Wishes withDisplay(String other) {
        return new Wishes(source, codec, other, width, height, framesPerSecond, bitrateKbps, encoderThreads);
    }
}
