package dev.wavry.spi.audio;

import dev.wavry.spi.codec.CodecId;

/**
 * What an encoder or decoder of sound is opened for. Both sides must say the same format and frame length.
 *
 * @param codec the coded format
 * @param implementation one of the factory's offers
 * @param format the samples
 * @param frameSamples samples per channel of each frame
 * @param bitsPerSecond where to start; decoders ignore it
 * @param mostPacketBytes longest packet that may be made
 */
public record AudioCodecSpec(
        CodecId codec,
        String implementation,
        AudioFormat format,
        int frameSamples,
        int bitsPerSecond,
        int mostPacketBytes) {
    /** Bytes of the samples of one frame. */
    public int frameBytes() {
        return frameSamples * format.bytesPerSample();
    }
}
