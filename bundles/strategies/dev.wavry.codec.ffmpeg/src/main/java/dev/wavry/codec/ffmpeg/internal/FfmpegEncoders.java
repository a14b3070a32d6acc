package dev.wavry.codec.ffmpeg.internal;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;

import dev.wavry.spi.codec.EncoderContext;
import dev.wavry.spi.codec.EncoderOffer;
import dev.wavry.spi.codec.EncoderSpec;
import dev.wavry.spi.codec.VideoEncoder;
import dev.wavry.spi.codec.VideoEncoderFactory;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.lifecycle.Strategy;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Opens the software encoders that the installed FFmpeg libraries contain. */
@Component(service = VideoEncoderFactory.class)
@Strategy(id = "ffmpeg", label = "FFmpeg software encoders")
public final class FfmpegEncoders implements VideoEncoderFactory {
    private final EncoderSet encoders;

    /** Looks which encoders there are; opens none. */
    @Activate
    public FfmpegEncoders(BundleContext bundle) {
        this(Costs.of(bundle, "encoder-costs.properties"));
    }

    FfmpegEncoders(CostFile costs) {
        encoders = new EncoderSet(costs, contained(false));
    }

    /** The encoders of the libraries that need a device, or those that need none. */
    static Set<EncoderKind> contained(boolean hardware) {
        Set<EncoderKind> kinds = EnumSet.noneOf(EncoderKind.class);
        for (EncoderKind kind : EncoderKind.values()) {
            if (Ffmpeg.isHere()
                    && kind.hardware() == hardware
                    && avcodec_find_encoder_by_name(kind.ffmpegName()) != null) {
                kinds.add(kind);
            }
        }
        return kinds;
    }

    @Override
    public List<EncoderOffer> offers() {
        return encoders.offers();
    }

    @Override
    public VideoEncoder open(EncoderSpec spec, EncoderContext context) throws CannotOpenException {
        return encoders.open(spec, context);
    }
}
