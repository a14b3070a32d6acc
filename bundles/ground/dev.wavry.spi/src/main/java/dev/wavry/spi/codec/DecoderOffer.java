package dev.wavry.spi.codec;

import dev.wavry.spi.media.PixelFormat;
import java.util.List;

/**
 * One way a decoder factory can decode.
 *
 * @param codec the coded format
 * @param implementation which of the factory's decoders
 * @param produces pixels it can make, in ordinary memory, best first
 * @param hardware true if special hardware does the work
 * @param costNanosPerMegapixel measured, or else typical, time for one million pixels
 */
public record DecoderOffer(
        CodecId codec,
        String implementation,
        List<PixelFormat> produces,
        boolean hardware,
        long costNanosPerMegapixel) {
    public DecoderOffer {
        produces = List.copyOf(produces);
    }
}
