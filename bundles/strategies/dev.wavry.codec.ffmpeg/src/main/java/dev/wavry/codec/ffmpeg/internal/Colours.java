package dev.wavry.codec.ffmpeg.internal;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_PRI_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE170M;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_TRC_IEC61966_2_1;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_ITU601;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_ITU709;

import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** The one place that says what the numbers mean: BT.601 coefficients, limited range, because VP8 can say nothing else. */
final class Colours {
    private Colours() {}

    static void tag(AVCodecContext context) {
        context.colorspace(AVCOL_SPC_SMPTE170M);
        context.color_range(AVCOL_RANGE_MPEG);
        context.color_primaries(AVCOL_PRI_BT709);
        context.color_trc(AVCOL_TRC_IEC61966_2_1);
    }

    static void tag(AVFrame frame) {
        frame.colorspace(AVCOL_SPC_SMPTE170M);
        frame.color_range(AVCOL_RANGE_MPEG);
        frame.color_primaries(AVCOL_PRI_BT709);
        frame.color_trc(AVCOL_TRC_IEC61966_2_1);
    }

    /** The coefficients swscale needs for a decoded picture; untagged ones are ours. */
    static int swscaleSpace(AVFrame frame) {
        return frame.colorspace() == AVCOL_SPC_BT709 ? SWS_CS_ITU709 : SWS_CS_ITU601;
    }

    static boolean fullRange(AVFrame frame) {
        return frame.color_range() == AVCOL_RANGE_JPEG;
    }
}
