package dev.wavry.codec.ffmpeg.internal;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_LOW_DELAY;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_EXPLODE;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;

import dev.wavry.spi.codec.DecoderContext;
import dev.wavry.spi.codec.DecoderOffer;
import dev.wavry.spi.codec.DecoderSpec;
import dev.wavry.spi.codec.VideoDecoder;
import dev.wavry.spi.codec.VideoDecoderFactory;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.lifecycle.CannotOpenException.Reason;
import dev.wavry.spi.lifecycle.Strategy;
import dev.wavry.spi.media.PixelFormat;
import dev.wavry.spi.media.VideoFormat;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Opens the software decoders that the installed FFmpeg libraries contain. */
@Component(service = VideoDecoderFactory.class)
@Strategy(id = "ffmpeg", label = "FFmpeg software decoders")
public final class FfmpegDecoders implements VideoDecoderFactory {
    private static final List<PixelFormat> PRODUCES = List.of(PixelFormat.BGR0, PixelFormat.YUV420P);
    /** One for each slice our own encoder makes; more only wake each other. */
    private static final int THREADS = 2;

    private final CostFile costs;
    private final Set<DecoderKind> here = EnumSet.noneOf(DecoderKind.class);

    /** Looks which decoders there are; opens none. */
    @Activate
    public FfmpegDecoders(BundleContext bundle) {
        this(Costs.of(bundle, "decoder-costs.properties"));
    }

    FfmpegDecoders(CostFile costs) {
        this.costs = costs;
        if (Ffmpeg.isHere()) {
            for (DecoderKind kind : DecoderKind.values()) {
                if (avcodec_find_decoder_by_name(kind.ffmpegName()) != null) {
                    here.add(kind);
                }
            }
        }
    }

    @Override
    public List<DecoderOffer> offers() {
        return here.stream()
                .map(kind -> new DecoderOffer(
                        kind.codec(),
                        kind.ffmpegName(),
                        PRODUCES,
                        false,
                        costs.nanosPerMegapixel(kind.ffmpegName(), kind.typicalNanosPerMegapixel())))
                .toList();
    }

    @Override
    public VideoDecoder open(DecoderSpec spec, DecoderContext context) throws CannotOpenException {
        DecoderKind kind = offered(spec);
        VideoFormat format = spec.format();
        EncoderSetup.checkSize(format.width(), format.height());
        AVCodecContext codec = openCodec(kind, format);
        PictureOutput output =
                format.pixels().equals(PixelFormat.BGR0) ? new PackedOutput(format) : new PlanarOutput(format);
        long quarter = (long) format.width() * format.height() / 4;
        CostMeter meter = new CostMeter(quarter, nanos -> costs.learnt(kind.ffmpegName(), nanos));
        return new FfmpegDecoder(context, format, codec, output, meter);
    }

    private static AVCodecContext openCodec(DecoderKind kind, VideoFormat format) throws CannotOpenException {
        AVCodecContext codec = avcodec_alloc_context3(avcodec_find_decoder_by_name(kind.ffmpegName()));
        codec.thread_count(Math.min(THREADS, Runtime.getRuntime().availableProcessors()));
        codec.thread_type(AVCodecContext.FF_THREAD_SLICE);
        codec.flags(codec.flags() | AV_CODEC_FLAG_LOW_DELAY);
        codec.err_recognition(AV_EF_EXPLODE);
        codec.error_concealment(0);
        // A stream that claims to be larger than announced is refused before memory is made for it; 64 is the largest
        // block.
        codec.max_pixels(((long) format.width() + 64) * (format.height() + 64));
        int result = avcodec_open2(codec, codec.codec(), (AVDictionary) null);
        if (result < 0) {
            avcodec_free_context(codec);
            throw new CannotOpenException(
                    Reason.BROKEN,
                    "The decoder " + kind.ffmpegName() + " refused to start: " + Ffmpeg.words(result),
                    "Choose another codec");
        }
        return codec;
    }

    private DecoderKind offered(DecoderSpec spec) throws CannotOpenException {
        for (DecoderKind kind : here) {
            if (kind.codec().equals(spec.codec())
                    && kind.ffmpegName().equals(spec.implementation())
                    && PRODUCES.contains(spec.format().pixels())) {
                return kind;
            }
        }
        throw new CannotOpenException(
                Reason.UNSUPPORTED,
                "FFmpeg here has no decoder '" + spec.implementation() + "' that makes "
                        + spec.format().pixels().id() + " pictures of " + spec.codec()
                        + (Ffmpeg.isHere() ? "" : ", because its libraries did not load (" + Ffmpeg.missing() + ")"),
                "Choose one of the decoders it offers");
    }
}
