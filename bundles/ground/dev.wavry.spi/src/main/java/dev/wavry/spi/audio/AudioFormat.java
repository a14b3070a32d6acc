package dev.wavry.spi.audio;

/**
 * Interleaved signed 16-bit little-endian samples.
 *
 * @param rate samples per second and channel
 * @param channels 1 or 2
 */
public record AudioFormat(int rate, int channels) {
    public AudioFormat {
        if (rate < 8000 || rate > 192000 || channels < 1 || channels > 2) {
            throw new IllegalArgumentException("audio of " + rate + " Hz with " + channels + " channels");
        }
    }
}
