package dev.wavry.codec.ffmpeg.internal;

import dev.wavry.spi.codec.CodecId;

/** The decoders of FFmpeg that are used, best first for each codec. */
enum DecoderKind {
    /** FFmpeg's own. */
    H264(CodecId.H264, "h264", 700_000),
    /** The fastest AV1 decoder, where the natives contain it. */
    DAV1D(CodecId.AV1, "libdav1d", 1_500_000),
    /** FFmpeg's own AV1 decoder needs hardware, so the reference decoder does it. */
    LIBAOM(CodecId.AV1, "libaom-av1", 2_500_000),
    /** FFmpeg's own. */
    VP8(CodecId.VP8, "vp8", 1_200_000),
    /** FFmpeg's own. */
    VP9(CodecId.VP9, "vp9", 1_900_000);

    private final CodecId codec;
    private final String ffmpegName;
    private final long typicalNanosPerMegapixel;

    DecoderKind(CodecId codec, String ffmpegName, long typicalNanosPerMegapixel) {
        this.codec = codec;
        this.ffmpegName = ffmpegName;
        this.typicalNanosPerMegapixel = typicalNanosPerMegapixel;
    }

    CodecId codec() {
        return codec;
    }

    String ffmpegName() {
        return ffmpegName;
    }

    /** Measured at 1080p with one thread on a machine of two shared cores. */
    long typicalNanosPerMegapixel() {
        return typicalNanosPerMegapixel;
    }
}
