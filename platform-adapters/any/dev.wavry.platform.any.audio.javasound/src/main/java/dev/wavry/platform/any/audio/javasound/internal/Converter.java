package dev.wavry.platform.any.audio.javasound.internal;

import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S16;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.swresample.swr_alloc_set_opts2;
import static org.bytedeco.ffmpeg.global.swresample.swr_convert;
import static org.bytedeco.ffmpeg.global.swresample.swr_free;
import static org.bytedeco.ffmpeg.global.swresample.swr_init;

import dev.wavry.spi.audio.AudioFormat;
import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avutil.AVChannelLayout;
import org.bytedeco.ffmpeg.swresample.SwrContext;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/** Another rate and other channels, by FFmpeg's swresample. It reads and writes two buffers that stay the same. One thread. */
final class Converter implements AutoCloseable {
    private final SwrContext context = new SwrContext(null);
    private final PointerPointer<Pointer> from;
    private final PointerPointer<Pointer> to;

    /**
     * Made for two direct buffers.
     *
     * @throws IllegalStateException if FFmpeg cannot do it
     */
    Converter(AudioFormat fromFormat, ByteBuffer fromBytes, AudioFormat toFormat, ByteBuffer toBytes) {
        try (AVChannelLayout fromLayout = new AVChannelLayout();
                AVChannelLayout toLayout = new AVChannelLayout()) {
            av_channel_layout_default(fromLayout, fromFormat.channels());
            av_channel_layout_default(toLayout, toFormat.channels());
            int result = swr_alloc_set_opts2(
                    context,
                    toLayout,
                    AV_SAMPLE_FMT_S16,
                    toFormat.rate(),
                    fromLayout,
                    AV_SAMPLE_FMT_S16,
                    fromFormat.rate(),
                    0,
                    null);
            if (result < 0 || swr_init(context) < 0) {
                swr_free(context);
                throw new IllegalStateException("sound of " + fromFormat + " cannot be made " + toFormat);
            }
        }
        from = new PointerPointer<>(1L).put(0, new Pointer(fromBytes));
        to = new PointerPointer<>(1L).put(0, new Pointer(toBytes));
    }

    /**
     * Converts from the beginning of the one buffer to the beginning of the other.
     *
     * @param samples samples per channel to read
     * @param room samples per channel that may be written; what does not fit is kept for the next time
     * @return samples per channel that were written
     */
    int convert(int samples, int room) {
        return Math.max(0, swr_convert(context, to, room, from, samples));
    }

    @Override
    public void close() {
        swr_free(context);
        from.deallocate();
        to.deallocate();
    }
}
