package dev.wavry.spi.codec;

import dev.wavry.spi.media.VideoFormat;

/**
 * What a decoder is opened for.
 *
 * @param codec the coded format
 * @param implementation one of the factory's offers
 * @param format size that was announced and the pixels wanted; coded data that says otherwise is refused
 */
public record DecoderSpec(CodecId codec, String implementation, VideoFormat format) {}
