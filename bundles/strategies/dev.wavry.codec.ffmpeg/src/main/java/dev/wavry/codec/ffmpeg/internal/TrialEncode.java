package dev.wavry.codec.ffmpeg.internal;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;

import dev.wavry.spi.codec.EncoderSpec;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.media.PixelFormat;
import dev.wavry.spi.media.RateTarget;
import dev.wavry.spi.media.VideoFormat;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/** Really encodes a picture: drivers list encoders that do not work. */
final class TrialEncode {
    private static final VideoFormat FORMAT = new VideoFormat(640, 368, PixelFormat.BGR0);
    private static final RateTarget RATE = new RateTarget(4000, 60);

    private TrialEncode() {}

    /** Why it does not work; empty if it does. */
    static String problem(EncoderKind kind) {
        EncoderSpec spec = new EncoderSpec(kind.codec(), kind.ffmpegName(), FORMAT, RATE, 1);
        try {
            AVCodecContext codec = EncoderSetup.allocate(kind, spec);
            EncoderSetup.open(codec, kind, 1);
            try (YuvPicture picture = new YuvPicture(FORMAT.width(), FORMAT.height(), kind.layout(), false)) {
                return encode(codec, picture);
            } finally {
                avcodec_free_context(codec);
            }
        } catch (CannotOpenException e) {
            return e.what();
        }
    }

    private static String encode(AVCodecContext codec, YuvPicture picture) {
        AVPacket packet = av_packet_alloc();
        try {
            picture.next(0, true);
            int result = avcodec_send_frame(codec, picture.frame());
            if (result >= 0) {
                // Nothing follows, so an encoder that waits for more has to give what it has.
                avcodec_send_frame(codec, null);
                result = avcodec_receive_packet(codec, packet);
            }
            return result < 0 ? "it could not encode a picture: " + Ffmpeg.words(result) : "";
        } finally {
            av_packet_free(packet);
        }
    }
}
