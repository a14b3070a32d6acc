package dev.wavry.spi.codec;

import dev.wavry.spi.media.RateTarget;
import dev.wavry.spi.media.VideoFormat;

/**
 * What an encoder is opened for. A change of any of it that {@link VideoEncoder#retarget} does not cover is a hand-over.
 *
 * @param codec the coded format
 * @param implementation one of the factory's offers
 * @param format the pictures that will come
 * @param rate where to start
 * @param threads how many threads the encoder may use, at least 1
 */
public record EncoderSpec(CodecId codec, String implementation, VideoFormat format, RateTarget rate, int threads) {}
