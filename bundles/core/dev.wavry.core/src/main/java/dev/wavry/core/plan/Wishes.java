package dev.wavry.core.plan;

import dev.wavry.api.HostRequest;

/**
 * What the operator asked for.
 *
 * @param source id of the capture strategy, or {@code auto}
 * @param codec codec, implementation or strategy id, or {@code auto}
 * @param display id or name of a display, or {@code auto}
 * @param width width for sources that make their own pictures
 * @param height height for such sources
 * @param framesPerSecond cap
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
