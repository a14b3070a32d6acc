package dev.wavry.spi.media;

/**
 * How much may be sent.
 *
 * @param bitrateKbps kilobits (1000 bits) per second for the coded stream, at least 1
 * @param framesPerSecond pictures per second at most, at least 1
 */
public record RateTarget(int bitrateKbps, int framesPerSecond) {
    public RateTarget {
        if (bitrateKbps < 1 || framesPerSecond < 1) {
            throw new IllegalArgumentException(
                    "rate target " + bitrateKbps + " kbit/s, " + framesPerSecond + " fps: both must be at least 1");
        }
    }
}
