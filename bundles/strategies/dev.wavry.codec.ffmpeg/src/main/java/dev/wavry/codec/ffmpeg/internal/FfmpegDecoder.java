package dev.wavry.codec.ffmpeg.internal;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_flush_buffers;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import dev.wavry.spi.codec.Decoded;
import dev.wavry.spi.codec.DecoderContext;
import dev.wavry.spi.codec.VideoDecoder;
import dev.wavry.spi.health.Counter;
import dev.wavry.spi.media.CodedFrame;
import dev.wavry.spi.media.FrameInfo;
import dev.wavry.spi.media.FrameSlot;
import dev.wavry.spi.media.Region;
import dev.wavry.spi.media.Stage;
import dev.wavry.spi.media.VideoFormat;
import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * One open FFmpeg decoder. Everything happens inside {@link #decode}: decode, bring what changed into a slot, offer it.
 *
 * <p>FFmpeg copies the bytes it is given into memory of its own with the room behind them that its parsers read, so a coded
 * frame needs none. Only a picture of exactly the announced size is ever copied out.
 */
final class FfmpegDecoder implements VideoDecoder {
    private final DecoderContext context;
    private final VideoFormat format;
    private final AVCodecContext codec;
    private final PictureOutput output;
    private final AVPacket packet = av_packet_alloc();
    private final PacketFields packetFields = new PacketFields(packet);
    private final AVFrame frame = av_frame_alloc();
    private final FrameFields frameFields = new FrameFields(frame);
    private final Planes decoded = new Planes(Planes.Layout.PLANAR_420);
    private final Region owed = new Region();
    private final Region work = new Region();
    private final Counter refused;
    private final Counter dropped;
    private final CostMeter cost;
    private int colourSpace = -1;
    private boolean fullRange;
    private boolean keyFrameNeeded = true;
    private boolean closed;

    FfmpegDecoder(
            DecoderContext context, VideoFormat format, AVCodecContext codec, PictureOutput output, CostMeter cost) {
        this.context = context;
        this.format = format;
        this.codec = codec;
        this.output = output;
        this.cost = cost;
        refused = context.counters().counter("decoder.refused", "Coded frames that could not be decoded.");
        dropped = context.counters()
                .counter("decoder.dropped", "Decoded pictures not shown because no picture memory was free.");
    }

    @Override
    public Decoded decode(CodedFrame coded) {
        try (coded) {
            if (closed) {
                return Decoded.CLOSED;
            }
            if (keyFrameNeeded && !coded.keyFrame()) {
                return Decoded.NEED_KEY_FRAME;
            }
            long startNanos = context.clock().nanoTime();
            if (keyFrameNeeded) {
                avcodec_flush_buffers(codec);
            }
            boolean taken = feed(coded) && fetch(coded, startNanos);
            keyFrameNeeded = !taken;
            if (!taken) {
                refused.add(1);
            }
            return taken ? Decoded.TAKEN : Decoded.NEED_KEY_FRAME;
        }
    }

    private boolean feed(CodedFrame coded) {
        ByteBuffer payload = coded.payload();
        // FFmpeg takes an empty packet for the end of everything.
        if (!payload.hasRemaining()) {
            return false;
        }
        packetFields.set(coded.address(), payload.remaining());
        int result = avcodec_send_packet(codec, packet);
        packetFields.set(0, 0);
        return result >= 0;
    }

    /** Fetches all there is, so that the next packet finds the decoder empty; shows the first. */
    private boolean fetch(CodedFrame coded, long startNanos) {
        boolean shown = false;
        boolean sound = true;
        while (avcodec_receive_frame(codec, frame) >= 0) {
            if (!shown) {
                shown = true;
                sound = isSound();
                if (sound) {
                    cost.sent(startNanos, (long) format.width() * format.height());
                    bringOut(coded);
                }
            }
            av_frame_unref(frame);
        }
        return shown && sound;
    }

    private boolean isSound() {
        return fits(frame.width(), format.width())
                && fits(frame.height(), format.height())
                && (frame.format() == AV_PIX_FMT_YUV420P || frame.format() == AV_PIX_FMT_YUVJ420P)
                && (frame.flags() & AVFrame.AV_FRAME_FLAG_CORRUPT) == 0
                && frame.decode_error_flags() == 0;
    }

    private static boolean fits(int coded, int announced) {
        return coded == announced || coded == ((announced + 1) & ~1);
    }

    private void bringOut(CodedFrame coded) {
        owed.addAll(coded.info().damage());
        if (coded.keyFrame()) {
            owed.full(format.width(), format.height());
        }
        owed.clip(format.width(), format.height());
        FrameSlot slot = context.pool().tryAcquire(format);
        if (slot == null) {
            dropped.add(1);
            return;
        }
        meaning();
        frameFields.planes(decoded);
        work.copyFrom(owed).addAll(slot.stale()).clip(format.width(), format.height());
        output.fill(slot, decoded, work);
        FrameInfo info = slot.info().copyFrom(coded.info());
        info.damage().copyFrom(owed);
        owed.clear();
        long now = context.clock().nanoTime();
        info.nanos(Stage.DECODED, now);
        cost.received(now);
        context.sink().offer(slot.publish());
    }

    private void meaning() {
        int space = Colours.swscaleSpace(frame);
        boolean full = Colours.fullRange(frame);
        if (space != colourSpace || full != fullRange) {
            colourSpace = space;
            fullRange = full;
            output.colours(space, full);
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
            output.close();
            cost.close();
        }
    }
}
