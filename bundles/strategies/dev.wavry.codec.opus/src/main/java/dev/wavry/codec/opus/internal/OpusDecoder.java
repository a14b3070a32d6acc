package dev.wavry.codec.opus.internal;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S16;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import dev.wavry.buffer.NativeMemory;
import dev.wavry.spi.audio.AudioCodecSpec;
import dev.wavry.spi.audio.AudioDecoder;
import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * One open decoder. What a packet says about its length is checked before it is decoded and what came out is checked again, so that
 * nothing but a frame of the agreed length is ever copied out.
 */
final class OpusDecoder implements AudioDecoder {
    /** A little less than the 200 ms of the promise. */
    private static final int FADE_MILLIS = 180;
    /** Longer than any packet of Opus: RFC 6716 allows 1275 bytes for a frame and at most 48 frames, of eight channels. */
    private static final int MOST_BYTES = 1 << 16;

    private final AVCodecContext codec;
    private final AudioCodecSpec spec;
    private final byte[] lost;
    private final int fadeSamples;
    private final AVPacket packet = av_packet_alloc();
    private final Ffmpeg.PacketFields packetFields = new Ffmpeg.PacketFields(packet);
    private final AVFrame frame = av_frame_alloc();
    private final Ffmpeg.FrameFields frameFields = new Ffmpeg.FrameFields(frame);
    private final Ffmpeg.Landing landing;
    private final ByteBuffer input = NativeMemory.allocate(MOST_BYTES);
    private final long inputAddress = NativeMemory.address(input);
    private int faded;
    private boolean closed;

    OpusDecoder(AVCodecContext codec, AudioCodecSpec spec, Layout layout) {
        this.codec = codec;
        this.spec = spec;
        lost = layout.lost(spec.frameSamples());
        fadeSamples = FADE_MILLIS * spec.format().rate() / 1000;
        landing = new Ffmpeg.Landing(spec.frameBytes());
    }

    @Override
    public boolean decode(ByteBuffer coded, ByteBuffer samples) {
        int bytes = coded.remaining();
        if (closed || bytes > MOST_BYTES || Toc.samples(coded) != spec.frameSamples()) {
            return false;
        }
        input.put(0, coded, coded.position(), bytes);
        if (!fetch(bytes)) {
            return false;
        }
        samples.put(samples.position(), landing.bytes(), 0, spec.frameBytes());
        faded = 0;
        return true;
    }

    /** Decodes what is in the input; true if exactly one frame of the agreed kind landed. */
    private boolean fetch(int bytes) {
        packetFields.set(inputAddress, bytes);
        int result = avcodec_send_packet(codec, packet);
        packetFields.set(0, 0);
        if (result < 0) {
            return false;
        }
        boolean landed = false;
        while (avcodec_receive_frame(codec, frame) >= 0) {
            if (!landed && frame.nb_samples() == spec.frameSamples() && frame.format() == AV_SAMPLE_FMT_S16) {
                landing.land(frameFields.data(), spec.frameBytes());
                landed = true;
            }
            av_frame_unref(frame);
        }
        return landed;
    }

    /** What libopus makes up goes on as noise, so it is faded here. */
    @Override
    public void conceal(ByteBuffer samples) {
        int to = samples.position();
        boolean made = false;
        if (!closed && faded < fadeSamples) {
            input.put(0, lost);
            made = fetch(lost.length);
        }
        int channels = spec.format().channels();
        for (int i = 0; i < spec.frameSamples(); i++) {
            int left = made ? Math.max(0, fadeSamples - faded) : 0;
            for (int channel = 0; channel < channels; channel++, to += Short.BYTES) {
                int value = made ? landing.bytes().getShort((i * channels + channel) * Short.BYTES) : 0;
                samples.putShort(to, (short) (value * left / fadeSamples));
            }
            faded = Math.min(fadeSamples, faded + 1);
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            packetFields.set(0, 0);
            avcodec_free_context(codec);
            av_packet_free(packet);
            av_frame_free(frame);
        }
    }
}
