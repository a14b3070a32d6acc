package dev.wavry.codec.opus.internal;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S16;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_copy;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_is_writable;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;

import dev.wavry.spi.audio.AudioCodecSpec;
import dev.wavry.spi.audio.AudioEncoder;
import dev.wavry.spi.lifecycle.StrategyContext;
import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** One open encoder: a frame in, its packet out. */
final class OpusEncoder implements AudioEncoder {
    /** The decoder needs some frames of silence to come to rest before nothing is sent any more. */
    private static final int SETTLE_MILLIS = 100;

    private final AVCodecContext codec;
    private final AudioCodecSpec spec;
    private final StrategyContext context;
    private final int bitsPerSecond;
    private final int delaySamples;
    private final int settleFrames;
    private final AVFrame frame = av_frame_alloc();
    private final AVPacket packet = av_packet_alloc();
    private final Ffmpeg.PacketFields packetFields = new Ffmpeg.PacketFields(packet);
    private final Ffmpeg.Landing landing;
    private ByteBuffer input;
    private long position;
    private int silentFrames;
    private boolean failed;
    private boolean closed;

    OpusEncoder(AVCodecContext codec, AudioCodecSpec spec, int bitsPerSecond, StrategyContext context) {
        this.codec = codec;
        this.spec = spec;
        this.context = context;
        this.bitsPerSecond = bitsPerSecond;
        delaySamples = codec.initial_padding();
        settleFrames = SETTLE_MILLIS * spec.format().rate() / 1000 / spec.frameSamples();
        frame.format(AV_SAMPLE_FMT_S16).sample_rate(spec.format().rate()).nb_samples(spec.frameSamples());
        av_channel_layout_copy(frame.ch_layout(), codec.ch_layout());
        if (av_frame_get_buffer(frame, 0) < 0) {
            throw new OutOfMemoryError("no native memory for a frame of sound");
        }
        input = view();
        landing = new Ffmpeg.Landing(spec.mostPacketBytes());
    }

    private ByteBuffer view() {
        return Ffmpeg.bytes(frame.data(0), spec.frameBytes());
    }

    @Override
    public int encode(ByteBuffer samples, ByteBuffer to) {
        if (failed || closed) {
            return FAILED;
        }
        silentFrames = isSilent(samples) ? silentFrames + 1 : 0;
        if (silentFrames > settleFrames) {
            return NOTHING_TO_SEND;
        }
        if (av_frame_is_writable(frame) <= 0) {
            if (av_frame_make_writable(frame) < 0) {
                return fail("there is no native memory for a frame of sound");
            }
            input = view();
        }
        input.put(0, samples, samples.position(), spec.frameBytes());
        frame.pts(position);
        position += spec.frameSamples();
        return code(to);
    }

    private int code(ByteBuffer to) {
        int result = avcodec_send_frame(codec, frame);
        if (result >= 0) {
            result = avcodec_receive_packet(codec, packet);
        }
        if (result < 0) {
            return fail("the encoder of Opus answered: " + Ffmpeg.words(result));
        }
        int bytes = packetFields.size();
        if (bytes > spec.mostPacketBytes()) {
            av_packet_unref(packet);
            return fail("a packet of " + bytes + " bytes is longer than allowed");
        }
        to.put(to.position(), landing.land(packetFields.data(), bytes), 0, bytes);
        av_packet_unref(packet);
        return bytes;
    }

    private int fail(String why) {
        failed = true;
        context.events().failed(new IllegalStateException(why));
        return FAILED;
    }

    private static boolean isSilent(ByteBuffer samples) {
        for (int i = samples.position(); i < samples.limit(); i++) {
            if (samples.get(i) != 0) {
                return false;
            }
        }
        return true;
    }

    /** FFmpeg tells libopus its rate at the opening only. */
    @Override
    public boolean retarget(int newBitsPerSecond, int lossPercent) {
        return newBitsPerSecond == bitsPerSecond;
    }

    @Override
    public int delaySamples() {
        return delaySamples;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            avcodec_free_context(codec);
            av_packet_free(packet);
            av_frame_free(frame);
        }
    }
}
