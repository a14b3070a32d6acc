package dev.wavry.codec.opus.internal;

import static org.bytedeco.ffmpeg.global.avcodec.AV_INPUT_BUFFER_PADDING_SIZE;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S16;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_from_mask;
import static org.bytedeco.ffmpeg.global.avutil.av_mallocz;

import dev.wavry.spi.audio.AudioCodecOffer;
import dev.wavry.spi.audio.AudioCodecSpec;
import dev.wavry.spi.audio.AudioDecoder;
import dev.wavry.spi.audio.AudioDecoderFactory;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.lifecycle.Strategy;
import dev.wavry.spi.lifecycle.StrategyContext;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.BytePointer;
import org.osgi.service.component.annotations.Component;

/** Opens decoders of Opus. */
@Component
@Strategy(id = "opus", label = "Opus")
public final class OpusDecoders implements AudioDecoderFactory {
    @Override
    public List<AudioCodecOffer> offers() {
        return Opus.decoderOffers();
    }

    @Override
    public AudioDecoder open(AudioCodecSpec spec, StrategyContext context) throws CannotOpenException {
        Opus.check(spec, offers());
        Layout layout = Layout.of(spec.format().channels());
        AVCodecContext codec = avcodec_alloc_context3(avcodec_find_decoder_by_name(Opus.NAME));
        codec.sample_rate(spec.format().rate());
        codec.request_sample_fmt(AV_SAMPLE_FMT_S16);
        av_channel_layout_from_mask(codec.ch_layout(), layout.mask());
        byte[] head = layout.head(spec.format().rate());
        BytePointer extra = new BytePointer(av_mallocz(head.length + (long) AV_INPUT_BUFFER_PADDING_SIZE));
        extra.put(head);
        // The context frees it.
        codec.extradata(extra);
        codec.extradata_size(head.length);
        int result = avcodec_open2(codec, codec.codec(), (AVDictionary) null);
        if (result < 0) {
            avcodec_free_context(codec);
            throw Opus.refused("decoder of Opus", result);
        }
        return new OpusDecoder(codec, spec, layout);
    }
}
