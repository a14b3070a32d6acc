package dev.wavry.core.stream;

import dev.wavry.spi.codec.DecoderContext;
import dev.wavry.spi.codec.EncoderContext;

/** Lets tests see how many coded frames are out. */
public final class Leases {
    private Leases() {}

    /** Coded frames that an encoder's takers hold. */
    public static long outstanding(EncoderContext context) {
        return ((EncoderLine.Context) context).coded().outstanding();
    }

    /** Coded frames given back too often. */
    public static long misuses(EncoderContext context) {
        return ((EncoderLine.Context) context).coded().misuses();
    }

    /** Coded frames that a decoder holds. */
    public static long outstanding(DecoderContext context) {
        return ((DecoderLine.Context) context).coded().outstanding();
    }

    /** Coded frames that a decoder gave back too often. */
    public static long misuses(DecoderContext context) {
        return ((DecoderLine.Context) context).coded().misuses();
    }
}
