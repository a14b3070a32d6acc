package dev.wavry.codec.ffmpeg.internal;

import dev.wavry.spi.codec.CodecId;
import java.util.Map;

/**
 * The encoders of FFmpeg that are good for screens, best first, and how each is set up for no delay.
 *
 * <p>VA-API is not among them: it takes pictures in the memory of the graphics card only.
 */
enum EncoderKind {
    /** Fast, exact about its rate, changes it live and can be told what did not change; GPL natives only. */
    X264(CodecId.H264, "libx264", 3_800_000),
    /** The H.264 of the LGPL natives. */
    OPENH264(CodecId.H264, "libopenh264", 8_800_000),
    /** AV1 that keeps up with a screen. */
    SVT_AV1(CodecId.AV1, "libsvtav1", 4_000_000),
    /** Open format every decoder has. */
    VP8(CodecId.VP8, "libvpx", 4_800_000),
    /** Better than VP8 for screens, at twice the time. */
    VP9(CodecId.VP9, "libvpx-vp9", 9_000_000),
    /** NVIDIA. */
    NVENC(CodecId.H264, "h264_nvenc", Planes.Layout.PLANAR_420),
    /** Intel. */
    QSV(CodecId.H264, "h264_qsv", Planes.Layout.SEMI_PLANAR_420),
    /** macOS. */
    VIDEOTOOLBOX(CodecId.H264, "h264_videotoolbox", Planes.Layout.SEMI_PLANAR_420),
    /** Whatever Windows has a driver for. */
    MEDIA_FOUNDATION(CodecId.H264, "h264_mf", Planes.Layout.SEMI_PLANAR_420);

    /** Conversion on the processor, and an encoder that is fast enough not to matter. */
    private static final long TYPICAL_HARDWARE_NANOS = 2_500_000;

    private final CodecId codec;
    private final String ffmpegName;
    private final long typicalNanosPerMegapixel;
    private final Planes.Layout layout;
    private final boolean hardware;

    EncoderKind(CodecId codec, String ffmpegName, long typicalNanosPerMegapixel) {
        this.codec = codec;
        this.ffmpegName = ffmpegName;
        this.typicalNanosPerMegapixel = typicalNanosPerMegapixel;
        this.layout = Planes.Layout.PLANAR_420;
        this.hardware = false;
    }

    EncoderKind(CodecId codec, String ffmpegName, Planes.Layout layout) {
        this.codec = codec;
        this.ffmpegName = ffmpegName;
        this.typicalNanosPerMegapixel = TYPICAL_HARDWARE_NANOS;
        this.layout = layout;
        this.hardware = true;
    }

    /** The pixels it is fed with. */
    Planes.Layout layout() {
        return layout;
    }

    /** True if it needs a device, so that only trying tells whether it works. */
    boolean hardware() {
        return hardware;
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

    /** True if it aims at a bit rate; libx264 aims at quality. */
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
            case NVENC ->
                Map.of("preset", "p1", "tune", "ull", "zerolatency", "1", "delay", "0", "forced-idr", "1", "rc", "cbr");
            case QSV -> Map.of("preset", "veryfast", "async_depth", "1", "forced_idr", "1", "low_delay_brc", "1");
            case VIDEOTOOLBOX -> Map.of("realtime", "1", "prio_speed", "1");
            case MEDIA_FOUNDATION -> Map.of("hw_encoding", "1", "scenario", "display_remoting", "rate_control", "cbr");
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
