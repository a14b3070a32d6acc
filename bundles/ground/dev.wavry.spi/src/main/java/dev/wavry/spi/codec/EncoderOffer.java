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
    private final boolean keepsRate;
    private final boolean exact;
    private final boolean parts;
    private final long costNanosPerMegapixel;

    private EncoderOffer(Builder from) {
        this.codec = from.codec;
        this.implementation = from.implementation;
        this.pixels = from.pixels;
        this.memory = from.memory;
        this.hardware = from.hardware;
        this.liveBitrate = from.liveBitrate;
        this.keepsRate = from.keepsRate;
        this.exact = from.exact;
        this.parts = from.parts;
        this.costNanosPerMegapixel = from.costNanosPerMegapixel;
    }

    /**
     * Starts an offer: software, BGR0 pictures in ordinary memory, keeps the target rate, cannot change it live, not exact.
     *
     * @param costNanosPerMegapixel measured, or else typical, time to convert and encode one million changed pixels
     */
    public static Builder of(CodecId codec, String implementation, long costNanosPerMegapixel) {
        return new Builder(codec, implementation, costNanosPerMegapixel);
    }

    /** Collects what an offer says. */
    public static final class Builder {
        private final CodecId codec;
        private final String implementation;
        private final long costNanosPerMegapixel;
        private PixelFormat pixels = PixelFormat.BGR0;
        private MemoryKind memory = MemoryKind.HOST;
        private boolean hardware;
        private boolean liveBitrate;
        private boolean keepsRate = true;
        private boolean exact;
        private boolean parts;

        private Builder(CodecId codec, String implementation, long costNanosPerMegapixel) {
            this.codec = codec;
            this.implementation = implementation;
            this.costNanosPerMegapixel = costNanosPerMegapixel;
        }

        /** Takes other pictures. */
        public Builder taking(PixelFormat otherPixels, MemoryKind otherMemory) {
            pixels = otherPixels;
            memory = otherMemory;
            return this;
        }

        /** Special hardware does the work. */
        public Builder inHardware() {
            hardware = true;
            return this;
        }

        /** Follows {@link VideoEncoder#retarget}. */
        public Builder withLiveBitrate() {
            liveBitrate = true;
            return this;
        }

        /** Sends as much as there is, whatever the target rate says: never chosen unless asked for by name. */
        public Builder ignoringRate() {
            keepsRate = false;
            return this;
        }

        /** Decoded pictures equal the captured ones bit for bit, so a still picture needs no refinement. */
        public Builder exact() {
            exact = true;
            return this;
        }

        /** Coded frames are parts that stand alone, see {@link EncoderContext#codedPart}. */
        public Builder inParts() {
            parts = true;
            return this;
        }

        /** The offer. */
        public EncoderOffer build() {
            return new EncoderOffer(this);
        }
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

    /** True if it obeys the target rate. */
    public boolean keepsRate() {
        return keepsRate;
    }

    /** True if decoded pictures equal the captured ones bit for bit. */
    public boolean exact() {
        return exact;
    }

    /** True if coded frames are parts that stand alone. */
    public boolean parts() {
        return parts;
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
