package dev.wavry.spi.capture;

/**
 * Wishes for a capture that can be changed while it runs.
 *
 * @param framesPerSecond cap on pictures per second; fewer come if less changes
 * @param width wished width for sources that make their own pictures; others ignore it
 * @param height wished height for such sources
 */
public record CaptureSettings(int framesPerSecond, int width, int height) {
    public CaptureSettings {
        if (framesPerSecond < 1 || framesPerSecond > 1000) {
            throw new IllegalArgumentException("frame rate " + framesPerSecond + " is outside 1..1000");
        }
    }
}
