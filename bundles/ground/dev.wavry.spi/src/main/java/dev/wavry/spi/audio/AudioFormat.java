package dev.wavry.spi.audio;

/**
 * Interleaved signed 16-bit little-endian samples. Of several channels the order is that of RIFF WAVE files: front left, front
 * right, front centre, low frequencies, back left, back right, side left, side right; 4 channels are the four corners.
 *
 * @param rate samples per second and channel, 8000 to 192000
 * @param channels 1 (mono), 2 (stereo), 4 (quadraphonic), 6 (5.1) or 8 (7.1)
 */
public record AudioFormat(int rate, int channels) {
    /** The rate of everything between the two machines. */
    public static final int SESSION_RATE = 48_000;

    public AudioFormat {
        if (rate < 8000 || rate > 192000 || channels < 1 || channels > 8 || (channels > 2 && channels % 2 != 0)) {
            throw new IllegalArgumentException("sound of " + rate + " Hz with " + channels
                    + " channels is outside 8000 to 192000 Hz with 1, 2, 4, 6 or 8 channels");
        }
    }

    /** Bytes of one sample of every channel. */
    public int bytesPerSample() {
        return Short.BYTES * channels;
    }

    /** How long so many samples per channel last, in nanoseconds. */
    public long nanos(long samples) {
        return samples * 1_000_000_000L / rate;
    }

    /** How many samples per channel such a time has, rounded down. */
    public long samples(long nanos) {
        return nanos * rate / 1_000_000_000L;
    }

    @Override
    public String toString() {
        return rate + " Hz x" + channels;
    }
}
