package dev.wavry.codec.opus.internal;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S16;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_from_mask;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;

import dev.wavry.spi.audio.AudioCodecOffer;
import dev.wavry.spi.audio.AudioCodecSpec;
import dev.wavry.spi.audio.AudioEncoder;
import dev.wavry.spi.audio.AudioEncoderFactory;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.lifecycle.CannotOpenException.Reason;
import dev.wavry.spi.lifecycle.Strategy;
import dev.wavry.spi.lifecycle.StrategyContext;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.osgi.service.component.annotations.Component;

/** Opens encoders of Opus. */
@Component
@Strategy(id = "opus", label = "Opus")
public final class OpusEncoders implements AudioEncoderFactory {
    private static final int LEAST_BITS = 16_000;
    private static final int MOST_BITS_OF_A_CHANNEL = 256_000;
    /** Constrained variable rate: a sudden sound takes up to about twice the usual. */
    private static final int PEAK = 3;

    @Override
    public List<AudioCodecOffer> offers() {
        return Opus.encoderOffers();
    }

    @Override
    public AudioEncoder open(AudioCodecSpec spec, StrategyContext context) throws CannotOpenException {
        Opus.check(spec, offers());
        int bits = bitsPerSecond(spec);
        AVCodecContext codec = avcodec_alloc_context3(avcodec_find_encoder_by_name(Opus.NAME));
        Layout layout = Layout.of(spec.format().channels());
        codec.sample_rate(spec.format().rate());
        codec.sample_fmt(AV_SAMPLE_FMT_S16);
        av_channel_layout_from_mask(codec.ch_layout(), layout.mask());
        codec.bit_rate(bits);
        AVDictionary options = new AVDictionary(null);
        av_dict_set(options, "application", "lowdelay", 0);
        av_dict_set(options, "vbr", "constrained", 0);
        av_dict_set(
                options,
                "frame_duration",
                String.valueOf(spec.frameSamples() * 1000 / spec.format().rate()),
                0);
        av_dict_set(options, "mapping_family", String.valueOf(layout.family()), 0);
        // Lean less on the frame before: a lost one is then heard for a shorter time.
        av_dict_set(options, "packet_loss", "3", 0);
        int result = avcodec_open2(codec, codec.codec(), options);
        av_dict_free(options);
        if (result < 0) {
            avcodec_free_context(codec);
            throw Opus.refused("encoder of Opus", result);
        }
        return new OpusEncoder(codec, spec, bits, context);
    }

    private static int bitsPerSecond(AudioCodecSpec spec) throws CannotOpenException {
        long most = 8L * spec.mostPacketBytes() * spec.format().rate() / spec.frameSamples() / PEAK;
        long bits = Math.min(most, (long) MOST_BITS_OF_A_CHANNEL * spec.format().channels());
        if (bits < LEAST_BITS) {
            throw new CannotOpenException(
                    Reason.UNSUPPORTED,
                    "Packets of " + spec.mostPacketBytes() + " bytes are too short for Opus",
                    "Choose shorter frames or longer packets");
        }
        return (int) Math.max(LEAST_BITS, Math.min(bits, spec.bitsPerSecond()));
    }
}
