package dev.wavry.codec.ffmpeg.internal;

import dev.wavry.spi.codec.Decoded;
import dev.wavry.spi.codec.DecoderSpec;
import dev.wavry.spi.codec.EncoderSpec;
import dev.wavry.spi.codec.VideoDecoder;
import dev.wavry.spi.codec.VideoEncoder;
import dev.wavry.spi.media.CodedFrame;
import dev.wavry.spi.media.Offer;
import dev.wavry.spi.media.RateTarget;
import dev.wavry.spi.media.VideoFrame;
import dev.wavry.tck.Canvas;
import dev.wavry.tck.DecoderBench;
import dev.wavry.tck.EncoderBench;

/** Screen to encoder to decoder to picture, in one thread. */
final class Loop implements AutoCloseable {
    private final Canvas screen;
    private final EncoderBench encoderBench = new EncoderBench();
    private final DecoderBench decoderBench = new DecoderBench(3);
    private final VideoEncoder encoder;
    private final VideoDecoder decoder;
    private int lastBytes;
    private boolean lastKeyFrame;

    Loop(EncoderKind kind, int width, int height, int kbps) throws Exception {
        this(kind, width, height, kbps, 1);
    }

    Loop(EncoderKind kind, int width, int height, int kbps, int threads) throws Exception {
        screen = new Canvas(width, height, 4);
        CostFile costs = new CostFile(null, "test");
        encoder = new FfmpegEncoders(costs)
                .open(
                        new EncoderSpec(
                                kind.codec(), kind.ffmpegName(), screen.format(), new RateTarget(kbps, 60), threads),
                        encoderBench);
        decoder = new FfmpegDecoders(costs)
                .open(new DecoderSpec(kind.codec(), decoderFor(kind), screen.format()), decoderBench);
    }

    static String decoderFor(EncoderKind kind) {
        return new FfmpegDecoders(new CostFile(null, "test"))
                .offers().stream()
                        .filter(offer -> offer.codec().equals(kind.codec()))
                        .findFirst()
                        .orElseThrow()
                        .implementation();
    }

    Canvas screen() {
        return screen;
    }

    VideoEncoder encoder() {
        return encoder;
    }

    VideoDecoder decoder() {
        return decoder;
    }

    EncoderBench encoderBench() {
        return encoderBench;
    }

    DecoderBench decoderBench() {
        return decoderBench;
    }

    int lastBytes() {
        return lastBytes;
    }

    boolean lastKeyFrame() {
        return lastKeyFrame;
    }

    /** Sends the screen through and answers how well it arrived, in decibels. */
    double show(Canvas canvas) {
        try (VideoFrame picture = through(canvas.picture())) {
            return screen.psnr(picture);
        }
    }

    /** Sends one picture through; the caller owns what comes out. */
    VideoFrame through(VideoFrame picture) {
        CodedFrame coded = encoded(picture);
        Decoded answer = decoder.decode(coded);
        VideoFrame out = decoderBench.poll();
        if (answer != Decoded.TAKEN || out == null) {
            throw new AssertionError("the decoder answered " + answer + " and made " + out);
        }
        return out;
    }

    /** Encodes one picture; the caller owns what comes out. */
    CodedFrame encoded(VideoFrame picture) {
        Offer offer = encoder.encode(picture);
        CodedFrame coded = encoderBench.poll();
        if (offer != Offer.ACCEPTED || coded == null) {
            throw new AssertionError(
                    "the encoder answered " + offer + " and made " + coded + " " + encoderBench.failures());
        }
        lastBytes = coded.payload().remaining();
        lastKeyFrame = coded.keyFrame();
        return coded;
    }

    @Override
    public void close() {
        encoder.close();
        decoder.close();
    }
}
