package dev.wavry.codec.ffmpeg.internal;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;

import dev.wavry.spi.codec.EncoderSpec;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.lifecycle.CannotOpenException.Reason;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVRational;

/** Makes an opened FFmpeg encoder context of a specification. */
final class EncoderSetup {
    /** Largest picture: 8K; level limits and memory of the encoders end there. */
    static final int MAX_WIDTH = 7680;

    static final int MAX_HEIGHT = 4320;
    /** Encoders with blocks of 64 pixels refuse less. */
    static final int MIN_SIDE = 64;
    /** Key frames come when asked for; this is the longest distance all encoders accept. */
    private static final int NEVER = 1_000_000;

    private EncoderSetup() {}

    static void checkSize(int width, int height) throws CannotOpenException {
        if (width < MIN_SIDE || height < MIN_SIDE || width > MAX_WIDTH || height > MAX_HEIGHT) {
            throw new CannotOpenException(
                    Reason.UNSUPPORTED,
                    "Pictures of " + width + "x" + height + " cannot be encoded, because the encoders here take "
                            + MIN_SIDE + "x" + MIN_SIDE + " to " + MAX_WIDTH + "x" + MAX_HEIGHT,
                    "Choose the raw codec or another screen size");
        }
    }

    /** Allocates and fills a context; the caller opens it with {@link #open}. */
    static AVCodecContext allocate(EncoderKind kind, EncoderSpec spec) throws CannotOpenException {
        AVCodec codec = avcodec_find_encoder_by_name(kind.ffmpegName());
        if (codec == null || codec.isNull()) {
            throw new CannotOpenException(
                    Reason.NOT_HERE,
                    "The encoder " + kind.ffmpegName() + " is not in the FFmpeg libraries of this installation",
                    "Install the natives that contain it, or choose another codec");
        }
        AVCodecContext context = avcodec_alloc_context3(codec);
        context.width((spec.format().width() + 1) & ~1);
        context.height((spec.format().height() + 1) & ~1);
        context.pix_fmt(kind.layout().ffmpegFormat());
        try (AVRational second = new AVRational()) {
            context.time_base(second.num(1).den(spec.rate().framesPerSecond()));
            context.framerate(second.num(spec.rate().framesPerSecond()).den(1));
        }
        int threads = kind.threads(spec.threads());
        context.thread_count(threads);
        context.slices(threads);
        context.gop_size(NEVER);
        context.max_b_frames(0);
        Colours.tag(context);
        if (kind.needsBitrate()) {
            long bitsPerSecond = spec.rate().bitrateKbps() * 1000L;
            context.bit_rate(bitsPerSecond);
            if (kind != EncoderKind.SVT_AV1) {
                context.rc_max_rate(bitsPerSecond);
                context.rc_buffer_size((int) Math.min(Integer.MAX_VALUE, bitsPerSecond / 4));
            }
        }
        return context;
    }

    /** Opens a context, or frees it and says why not. */
    static void open(AVCodecContext context, EncoderKind kind, int threads) throws CannotOpenException {
        open(context, kind, threads, "crf");
    }

    /** Opens libx264 with a constant quantiser and no rate control at all, see {@link Gears}; or frees it and says why not. */
    static void openCalm(AVCodecContext context, int threads) throws CannotOpenException {
        open(context, EncoderKind.X264, threads, "qp");
    }

    private static void open(AVCodecContext context, EncoderKind kind, int threads, String quality)
            throws CannotOpenException {
        AVDictionary options = new AVDictionary(null);
        kind.options(kind.threads(threads)).forEach((key, value) -> av_dict_set(options, key, value, 0));
        if (kind == EncoderKind.X264) {
            av_dict_set(options, quality, QualityControl.openingQuality(), 0);
        }
        int result = avcodec_open2(context, context.codec(), options);
        av_dict_free(options);
        if (result < 0) {
            avcodec_free_context(context);
            throw new CannotOpenException(
                    Reason.BROKEN,
                    "The encoder " + kind.ffmpegName() + " refused to start: " + Ffmpeg.words(result),
                    "Choose another codec or a smaller picture");
        }
    }
}
