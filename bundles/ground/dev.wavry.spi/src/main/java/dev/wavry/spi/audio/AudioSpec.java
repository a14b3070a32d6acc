package dev.wavry.spi.audio;

/**
 * What a capture or playback is opened for.
 *
 * @param format what is handed over, whatever the device has: the sound server or else the strategy converts, once
 * @param periodSamples how many samples per channel to hand over at a time, about: a capture hands over as soon as so many are
 *     there, and a playback keeps about twice as many queued in the device; 1/1000 to 1/10 of a second
 */
public record AudioSpec(AudioFormat format, int periodSamples) {
    public AudioSpec {
        if (periodSamples < format.rate() / 1000 || periodSamples > format.rate() / 10) {
            throw new IllegalArgumentException(
                    "a period of " + periodSamples + " samples is outside 1 to 100 ms at " + format);
        }
    }

    /** The period in nanoseconds. */
    public long periodNanos() {
        return format.nanos(periodSamples);
    }
}
