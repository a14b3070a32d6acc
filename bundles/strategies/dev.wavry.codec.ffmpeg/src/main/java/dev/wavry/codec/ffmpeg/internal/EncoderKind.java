package dev.wavry.codec.ffmpeg.internal;

import dev.wavry.spi.codec.CodecId;
import java.util.Map;

/** The encoders of FFmpeg that are good for screens, best first, and how each is set up for no delay. */
enum EncoderKind {
    /** Fast, exact about its rate, changes it live and can be told what did not change; GPL natives only. */
    X264(CodecId.H264, "libx264", 2_700_000),
    /** The H.264 of the LGPL natives. */
    OPENH264(CodecId.H264, "libopenh264", 8_000_000),
    /** AV1 that keeps up with a screen. */
    SVT_AV1(CodecId.AV1, "libsvtav1", 4_000_000),
    /** Open format every decoder has. */
    VP8(CodecId.VP8, "libvpx", 4_800_000),
    /** Better than VP8 for screens, at twice the time. */
    VP9(CodecId.VP9, "libvpx-vp9", 9_000_000);

    private final CodecId codec;
    private final String ffmpegName;
    private final long typicalNanosPerMegapixel;

    EncoderKind(CodecId codec, String ffmpegName, long typicalNanosPerMegapixel) {
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

    /** Convert and encode, measured at 1080p with one thread on a machine of two shared cores. */
    long typicalNanosPerMegapixel() {
        return typicalNanosPerMegapixel;
    }

    boolean liveBitrate() {
        return this == X264;
    }

    /** True if it makes use of a list of changed rectangles. */
    boolean takesHints() {
        return this == X264;
    }

    /** True if its time is fixed by the bit rate rather than by quality. */
    boolean needsBitrate() {
        return this != X264;
    }

    /** libvpx spins while it waits for its threads, which takes the core away from everything else. */
    int threads(int allowed) {
        return this == VP8 || this == VP9 ? 1 : allowed;
    }

    /** Private options of the encoder. */
    Map<String, String> options(int threads) {
        return switch (this) {
            case X264 -> Map.of("preset", "ultrafast", "tune", "zerolatency", "forced-idr", "1", "mb_info", "1");
            case OPENH264 -> Map.of("allow_skip_frames", "0", "profile", "constrained_baseline");
            case SVT_AV1 ->
                Map.of(
                        "preset",
                        "13",
                        "svtav1-params",
                        "rtc=1:pred-struct=1:rc=2:lookahead=0:scm=1:fast-decode=2:lp=" + threads);
            case VP8 ->
                Map.of(
                        "deadline",
                        "realtime",
                        "cpu-used",
                        "12",
                        "lag-in-frames",
                        "0",
                        "error-resilient",
                        "1",
                        "static-thresh",
                        "100",
                        "screen-content-mode",
                        "1",
                        "max-intra-rate",
                        "300");
            case VP9 ->
                Map.of(
                        "deadline",
                        "realtime",
                        "cpu-used",
                        "8",
                        "lag-in-frames",
                        "0",
                        "error-resilient",
                        "1",
                        "tune-content",
                        "screen",
                        "row-mt",
                        "1",
                        "aq-mode",
                        "0");
        };
    }
}
