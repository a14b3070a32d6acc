package dev.wavry.codec.ffmpeg.internal;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;

import dev.wavry.spi.codec.EncoderContext;
import dev.wavry.spi.codec.VideoEncoder;
import dev.wavry.spi.media.CodedFrame;
import dev.wavry.spi.media.FrameInfo;
import dev.wavry.spi.media.MemoryKind;
import dev.wavry.spi.media.Offer;
import dev.wavry.spi.media.RateTarget;
import dev.wavry.spi.media.Stage;
import dev.wavry.spi.media.VideoFrame;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.jspecify.annotations.Nullable;

/**
 * One open FFmpeg encoder. Everything happens inside {@link #encode}: convert what changed, encode, copy the packet out, offer it.
 *
 * <p><b>Refinement.</b> With libx264 a picture whose damage turns out to have changed nothing is coded finer than the one before
 * it, up to two steps: so a still screen that is refreshed three times ends above 40 dB (see {@link QualityControl}). The other
 * encoders spend their bit rate on it by themselves.
 *
 * <p><b>Two set-ups.</b> libx264 is open twice, and {@link Gears} decides which one codes.
 *
 * <p>The coded frame's damage is grown to whole blocks, because that is what really changes on the far side, and to everything
 * for key frames, and now and then while libx264 heals and for encoders that improve everything all the time.
 */
final class FfmpegEncoder implements VideoEncoder {
    private static final int IN_FLIGHT_MASK = 3;
    /** Encoders that take no hints improve the whole picture all the time; so often the far side shows all of it. */
    private static final int WHOLE_EVERY = 16;

    private final EncoderContext context;
    private final AVCodecContext rated;
    private final @Nullable AVCodecContext calm;
    private final AVPacket packet = av_packet_alloc();
    private final PacketFields packetFields = new PacketFields(packet);
    private final PictureIntake intake;
    private final @Nullable QualityControl quality;
    private final Gears gears;
    private final CodedBuffers buffers = new CodedBuffers();
    private final CostMeter cost;
    private final FrameInfo[] infos = {new FrameInfo(), new FrameInfo(), new FrameInfo(), new FrameInfo()};
    private AVCodecContext codec;
    private long sent;
    private long received;
    private boolean keyFrameWanted = true;
    private boolean draining;
    private boolean failed;
    private boolean closed;

    FfmpegEncoder(
            EncoderContext context,
            AVCodecContext rated,
            @Nullable AVCodecContext calm,
            PictureIntake intake,
            @Nullable QualityControl quality,
            Gears gears,
            CostMeter cost) {
        this.context = context;
        this.rated = rated;
        this.calm = calm;
        this.codec = rated;
        this.gears = gears;
        this.intake = intake;
        this.quality = quality;
        this.cost = cost;
    }

    @Override
    public Offer encode(VideoFrame picture) {
        try (picture) {
            if (closed || draining || failed) {
                return Offer.CLOSED;
            }
            if (!picture.format().equals(intake.format()) || !picture.memory().equals(MemoryKind.HOST)) {
                context.events().reopenNeeded("the pictures became " + picture.format());
                return Offer.DROPPED;
            }
            if (sent - received >= CodedBuffers.MOST_OUT || buffers.free() == null) {
                return Offer.DROPPED;
            }
            return send(picture) && drain() >= 0 ? Offer.ACCEPTED : Offer.CLOSED;
        }
    }

    private boolean send(VideoFrame picture) {
        YuvPicture yuv = intake.yuv();
        if (!yuv.prepare()) {
            return fail("FFmpeg has no memory left for a picture", 0);
        }
        long startNanos = context.clock().nanoTime();
        boolean changed = intake.take(picture);
        long pixels = intake.blocks().area();
        FrameInfo info = infos[(int) sent & IN_FLIGHT_MASK].copyFrom(picture.info());
        chooseGear(changed, startNanos);
        if (keyFrameWanted) {
            intake.everythingChanged();
        }
        if (quality != null) {
            quality.picture(changed || keyFrameWanted, startNanos);
        }
        info.damage()
                .copyFrom(intake.blocks())
                .clip(intake.format().width(), intake.format().height());
        info.nanos(Stage.CONVERTED, context.clock().nanoTime());
        yuv.next(sent, keyFrameWanted);
        int result = avcodec_send_frame(codec, yuv.frame());
        if (result < 0) {
            return fail("FFmpeg refused a picture", result);
        }
        sent++;
        keyFrameWanted = false;
        cost.sent(startNanos, pixels);
        return true;
    }

    /** No picture is in flight here, because both set-ups answer each picture at once. */
    private void chooseGear(boolean changed, long nowNanos) {
        AVCodecContext other = calm;
        if (other != null && gears.shift(changed, nowNanos)) {
            codec = gears.calm() ? other : rated;
            keyFrameWanted = true;
        }
    }

    /** Brings out what is ready; -1 after a failure. */
    private int drain() {
        int brought = 0;
        while (sent > received) {
            CodedBuffers.Buffer buffer = buffers.free();
            if (buffer == null) {
                return brought;
            }
            int result = avcodec_receive_packet(codec, packet);
            if (result == Ffmpeg.AGAIN) {
                return brought;
            }
            if (result < 0) {
                fail("FFmpeg could not encode", result);
                return -1;
            }
            bringOut(buffer);
            brought++;
        }
        return brought;
    }

    private void bringOut(CodedBuffers.Buffer buffer) {
        buffer.fill(packet, packetFields);
        boolean keyFrame = packetFields.keyFrame();
        av_packet_unref(packet);
        FrameInfo info = infos[(int) received & IN_FLIGHT_MASK];
        received++;
        long now = context.clock().nanoTime();
        info.nanos(Stage.ENCODED, now);
        gears.coded(buffer.bytes().remaining());
        if (showsMoreThanDamage(buffer.bytes().remaining())) {
            info.damage().full(intake.format().width(), intake.format().height());
        }
        cost.received(now);
        buffer.lend();
        CodedFrame frame = context.coded(info, keyFrame, buffer.bytes(), buffer.address(), buffer);
        if (frame == null) {
            // Cannot happen while we keep to our own limit; the far side must not decode on without this frame.
            buffer.run();
            keyFrameWanted = true;
            return;
        }
        if (context.sink().offer(frame) == Offer.DROPPED) {
            keyFrameWanted = true;
        }
    }

    private boolean showsMoreThanDamage(int bytes) {
        if (quality == null) {
            return received % WHOLE_EVERY == 0;
        }
        if (gears.calm()) {
            quality.codedElsewhere(bytes);
            return false;
        }
        return quality.coded(bytes);
    }

    private boolean fail(String what, int error) {
        failed = true;
        context.events().failed(new IllegalStateException(what + (error == 0 ? "" : ": " + Ffmpeg.words(error))));
        return false;
    }

    @Override
    public int doWork() {
        return closed || failed ? 0 : Math.max(0, drain());
    }

    @Override
    public void beginDrain() {
        draining = true;
    }

    @Override
    public boolean drained() {
        return failed || sent == received;
    }

    @Override
    public void requestKeyFrame() {
        keyFrameWanted = true;
    }

    /** FFmpeg has no way to tell an encoder what got lost. */
    @Override
    public boolean invalidate(long first, long last) {
        return false;
    }

    @Override
    public boolean retarget(RateTarget rate) {
        if (quality == null || closed) {
            return false;
        }
        quality.retarget(rate);
        gears.retarget(rate);
        return true;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            // Encoders with threads of their own want to hear that nothing follows.
            avcodec_send_frame(rated, null);
            avcodec_free_context(rated);
            if (calm != null) {
                avcodec_free_context(calm);
            }
            av_packet_free(packet);
            intake.close();
            buffers.close();
            if (quality != null) {
                quality.close();
            }
            cost.close();
        }
    }
}
