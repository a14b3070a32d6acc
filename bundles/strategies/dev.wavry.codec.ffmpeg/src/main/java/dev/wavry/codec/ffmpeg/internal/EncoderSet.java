package dev.wavry.codec.ffmpeg.internal;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;

import dev.wavry.spi.codec.EncoderContext;
import dev.wavry.spi.codec.EncoderOffer;
import dev.wavry.spi.codec.EncoderSpec;
import dev.wavry.spi.codec.VideoEncoder;
import dev.wavry.spi.codec.VideoEncoderFactory;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.lifecycle.CannotOpenException.Reason;
import dev.wavry.spi.media.PixelFormat;
import java.util.List;
import java.util.Set;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;

/** Offers and opens some of the encoders. Immutable. */
final class EncoderSet implements VideoEncoderFactory {
    private final CostFile costs;
    private final Set<EncoderKind> here;

    EncoderSet(CostFile costs, Set<EncoderKind> here) {
        this.costs = costs;
        this.here = Set.copyOf(here);
    }

    @Override
    public List<EncoderOffer> offers() {
        return here.stream().sorted().map(this::offer).toList();
    }

    private EncoderOffer offer(EncoderKind kind) {
        long cost = costs.nanosPerMegapixel(kind.ffmpegName(), kind.typicalNanosPerMegapixel());
        EncoderOffer.Builder offer = EncoderOffer.of(kind.codec(), kind.ffmpegName(), cost);
        offer = kind.liveBitrate() ? offer.withLiveBitrate() : offer;
        return (kind.hardware() ? offer.inHardware() : offer).build();
    }

    @Override
    public VideoEncoder open(EncoderSpec spec, EncoderContext context) throws CannotOpenException {
        EncoderKind kind = offered(spec);
        EncoderSetup.checkSize(spec.format().width(), spec.format().height());
        AVCodecContext codec = EncoderSetup.allocate(kind, spec);
        QualityControl quality = kind == EncoderKind.X264 ? new QualityControl(codec, spec.rate()) : null;
        EncoderSetup.open(codec, kind, spec.threads());
        AVCodecContext calm = kind == EncoderKind.X264 ? calm(codec, spec) : null;
        long quarter = (long) spec.format().width() * spec.format().height() / 4;
        CostMeter meter = new CostMeter(quarter, nanos -> costs.learnt(kind.ffmpegName(), nanos));
        PictureIntake intake = new PictureIntake(spec.format(), kind);
        return new FfmpegEncoder(context, codec, calm, intake, quality, new Gears(spec.rate()), meter);
    }

    private static AVCodecContext calm(AVCodecContext rated, EncoderSpec spec) throws CannotOpenException {
        AVCodecContext calm = EncoderSetup.allocate(EncoderKind.X264, spec);
        try {
            EncoderSetup.openCalm(calm, spec.threads());
        } catch (CannotOpenException e) {
            avcodec_free_context(rated);
            throw e;
        }
        return calm;
    }

    private EncoderKind offered(EncoderSpec spec) throws CannotOpenException {
        for (EncoderKind kind : here) {
            if (kind.codec().equals(spec.codec())
                    && kind.ffmpegName().equals(spec.implementation())
                    && spec.format().pixels().equals(PixelFormat.BGR0)) {
                return kind;
            }
        }
        throw new CannotOpenException(
                Reason.UNSUPPORTED,
                "FFmpeg here has no encoder '" + spec.implementation() + "' that makes " + spec.codec() + " of "
                        + spec.format().pixels().id() + " pictures"
                        + (Ffmpeg.isHere() ? "" : ", because its libraries did not load (" + Ffmpeg.missing() + ")"),
                "Choose one of the encoders it offers");
    }
}
