package dev.wavry.spi.codec;

import dev.wavry.spi.media.MemoryKind;
import dev.wavry.spi.media.PixelFormat;

/**
 * One way an encoder factory can encode, measured on this machine.
 */
public final class EncoderOffer {
    private final CodecId codec;
    private final String implementation;
    private final PixelFormat pixels;
    private final MemoryKind memory;
    private final boolean hardware;
    private final boolean liveBitrate;
    private final long costNanosPerMegapixel;

    private EncoderOffer(
            CodecId codec,
            String implementation,
            PixelFormat pixels,
            MemoryKind memory,
            boolean hardware,
            boolean liveBitrate,
            long cost) {
        this.codec = codec;
        this.implementation = implementation;
        this.pixels = pixels;
        this.memory = memory;
        this.hardware = hardware;
        this.liveBitrate = liveBitrate;
        this.costNanosPerMegapixel = cost;
    }

    /** A software encoder that takes BGR0 pictures in ordinary memory and cannot change its bitrate live. */
    public static EncoderOffer of(CodecId codec, String implementation, long costNanosPerMegapixel) {
        return new EncoderOffer(
                codec, implementation, PixelFormat.BGR0, MemoryKind.HOST, false, false, costNanosPerMegapixel);
    }

    /** The same, taking other pictures. */
    public EncoderOffer taking(PixelFormat otherPixels, MemoryKind otherMemory) {
        return new EncoderOffer(
                codec, implementation, otherPixels, otherMemory, hardware, liveBitrate, costNanosPerMegapixel);
    }

    /** The same, in hardware. */
    public EncoderOffer inHardware() {
        return new EncoderOffer(codec, implementation, pixels, memory, true, liveBitrate, costNanosPerMegapixel);
    }

    /** The same, able to follow {@link VideoEncoder#retarget}. */
    public EncoderOffer withLiveBitrate() {
        return new EncoderOffer(codec, implementation, pixels, memory, hardware, true, costNanosPerMegapixel);
    }

    /** The coded format. */
    public CodecId codec() {
        return codec;
    }

    /** Which of the factory's encoders, such as {@code libx264}. */
    public String implementation() {
        return implementation;
    }

    /** Pixels it takes. */
    public PixelFormat pixels() {
        return pixels;
    }

    /** Memory it takes. */
    public MemoryKind memory() {
        return memory;
    }

    /** True if special hardware does the work. */
    public boolean hardware() {
        return hardware;
    }

    /** True if the bitrate can change without re-opening. */
    public boolean liveBitrate() {
        return liveBitrate;
    }

    /** Measured, or else typical, time to convert and encode one million changed pixels, in nanoseconds. */
    public long costNanosPerMegapixel() {
        return costNanosPerMegapixel;
    }

    @Override
    public String toString() {
        return implementation + "/" + codec;
    }
}
