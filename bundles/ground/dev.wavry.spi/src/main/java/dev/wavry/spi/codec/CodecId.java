package dev.wavry.spi.codec;

/**
 * Name of a coded format, the same on both machines.
 *
 * @param id lower-case, such as {@code h264}; 1 to 32 letters, digits, dots or dashes
 */
public record CodecId(String id) {
    /** ITU-T H.264, Annex B byte stream with parameter sets in band. */
    public static final CodecId H264 = new CodecId("h264");
    /** RFC 6386. */
    public static final CodecId VP8 = new CodecId("vp8");
    /** VP9 bitstream. */
    public static final CodecId VP9 = new CodecId("vp9");
    /** AV1 bitstream, low-overhead format, sequence header in band. */
    public static final CodecId AV1 = new CodecId("av1");
    /** Changed rows as they are. */
    public static final CodecId RAW = new CodecId("raw");

    /** Sound: RFC 6716; more than two channels as in mapping family 1 of RFC 7845. */
    public static final CodecId OPUS = new CodecId("opus");
    /** Sound: interleaved signed 16-bit little-endian samples as they are. */
    public static final CodecId PCM = new CodecId("pcm-s16le");

    public CodecId {
        if (!id.matches("[a-z0-9.-]{1,32}")) {
            throw new IllegalArgumentException("codec id '" + id + "' is not 1 to 32 of a-z 0-9 . -");
        }
    }

    @Override
    public String toString() {
        return id;
    }
}
