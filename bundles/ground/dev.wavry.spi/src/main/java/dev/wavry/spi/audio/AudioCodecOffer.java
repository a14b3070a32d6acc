package dev.wavry.spi.audio;

import dev.wavry.spi.codec.CodecId;
import java.util.Set;

/** One way a factory can encode or decode sound; made by {@link #of}. Immutable. */
public final class AudioCodecOffer {
    private final CodecId codec;
    private final String implementation;
    private final Set<Integer> channels;
    private final Set<Integer> frameSamples;
    private final boolean liveBitrate;
    private final boolean keepsRate;

    private AudioCodecOffer(
            CodecId codec,
            String implementation,
            Set<Integer> channels,
            Set<Integer> frameSamples,
            boolean liveBitrate,
            boolean keepsRate) {
        this.codec = codec;
        this.implementation = implementation;
        this.channels = Set.copyOf(channels);
        this.frameSamples = Set.copyOf(frameSamples);
        this.liveBitrate = liveBitrate;
        this.keepsRate = keepsRate;
    }

    /**
     * An offer at {@link AudioFormat#SESSION_RATE} that keeps the bitrate it was opened with.
     *
     * @param codec the coded format
     * @param implementation which of the factory's, such as {@code libopus}
     * @param channels numbers of channels it takes
     * @param frameSamples lengths of a frame that it takes, in samples per channel
     */
    public static AudioCodecOffer of(
            CodecId codec, String implementation, Set<Integer> channels, Set<Integer> frameSamples) {
        return new AudioCodecOffer(codec, implementation, channels, frameSamples, false, true);
    }

    /** The same that follows {@link AudioEncoder#retarget}. */
    public AudioCodecOffer withLiveBitrate() {
        return new AudioCodecOffer(codec, implementation, channels, frameSamples, true, keepsRate);
    }

    /** The same that sends as much as there is, whatever bitrate is asked for: chosen only by name or if nothing else is there. */
    public AudioCodecOffer ignoringRate() {
        return new AudioCodecOffer(codec, implementation, channels, frameSamples, liveBitrate, false);
    }

    /** The coded format. */
    public CodecId codec() {
        return codec;
    }

    /** Which of the factory's. */
    public String implementation() {
        return implementation;
    }

    /** Numbers of channels. */
    public Set<Integer> channels() {
        return channels;
    }

    /** Lengths of a frame, in samples per channel. */
    public Set<Integer> frameSamples() {
        return frameSamples;
    }

    /** True if the bitrate can change without a hand-over. */
    public boolean liveBitrate() {
        return liveBitrate;
    }

    /** True if it obeys a bitrate. */
    public boolean keepsRate() {
        return keepsRate;
    }

    @Override
    public String toString() {
        return implementation + "/" + codec;
    }
}
