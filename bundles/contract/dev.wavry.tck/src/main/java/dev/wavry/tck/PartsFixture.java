package dev.wavry.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.spi.codec.Decoded;
import dev.wavry.spi.codec.DecoderOffer;
import dev.wavry.spi.codec.DecoderSpec;
import dev.wavry.spi.codec.EncoderOffer;
import dev.wavry.spi.codec.EncoderSpec;
import dev.wavry.spi.codec.VideoDecoder;
import dev.wavry.spi.codec.VideoDecoderFactory;
import dev.wavry.spi.codec.VideoEncoder;
import dev.wavry.spi.codec.VideoEncoderFactory;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.media.CodedFrame;
import dev.wavry.spi.media.Offer;
import dev.wavry.spi.media.RateTarget;
import dev.wavry.spi.media.VideoFrame;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A screen, an encoder of parts and its decoder, with a clock that stands still but for what is passed. */
abstract class PartsFixture {
    static final int WIDTH = 330;
    static final int HEIGHT = 203;
    static final long PICTURE_NANOS = 16_000_000;
    /** Long enough that any rate allows something again. */
    static final long IDLE_NANOS = 1_000_000_000;

    static final int EXACT = 99;
    private static final int MOST_ROUNDS = 100_000;

    final Canvas screen = new Canvas(WIDTH, HEIGHT, 8);
    final EncoderBench source = new EncoderBench();
    final DecoderBench bench = new DecoderBench(3);
    private @Nullable VideoEncoder openEncoder;
    private @Nullable VideoDecoder openDecoder;

    /** Where parts come from. */
    protected abstract VideoEncoderFactory encoders();

    /** Which encoder makes them. */
    protected abstract EncoderOffer encoderOffer();

    /** Where parts go. */
    protected abstract VideoDecoderFactory decoders();

    /** Which decoder takes them. */
    protected abstract DecoderOffer decoderOffer();

    @BeforeEach
    final void stopTheClock() {
        source.passTime(1);
        bench.passTime(1);
    }

    @AfterEach
    final void nothingIsLeft() {
        if (openEncoder != null) {
            openEncoder.close();
        }
        if (openDecoder != null) {
            openDecoder.close();
        }
        source.discard();
        bench.discard();
        assertEquals(0, screen.outstanding(), "pictures not given back");
        assertEquals(0, source.outstanding(), "parts not given back");
        assertEquals(0, source.misuses(), "parts given back twice");
        assertEquals(0, bench.outstanding(), "decoded pictures not given back");
    }

    final VideoEncoder encoder(int bitrateKbps) throws CannotOpenException {
        VideoEncoder encoder = encoders()
                .open(
                        new EncoderSpec(
                                encoderOffer().codec(),
                                encoderOffer().implementation(),
                                screen.format(),
                                new RateTarget(bitrateKbps, 60),
                                1),
                        source);
        openEncoder = encoder;
        return encoder;
    }

    final VideoDecoder decoder() throws CannotOpenException {
        VideoDecoder decoder = decoders()
                .open(new DecoderSpec(decoderOffer().codec(), decoderOffer().implementation(), screen.format()), bench);
        openDecoder = decoder;
        return decoder;
    }

    final void encode(VideoEncoder encoder) {
        source.passTime(PICTURE_NANOS);
        assertEquals(Offer.ACCEPTED, encoder.encode(screen.picture()));
    }

    /** Everything that is out is decoded in order; answers the newest picture. */
    final VideoFrame decodeAll(VideoDecoder decoder) {
        VideoFrame newest = null;
        for (CodedFrame part = source.poll(); part != null; part = source.poll()) {
            assertEquals(Decoded.TAKEN, decoder.decode(part));
            for (VideoFrame picture = bench.poll(); picture != null; picture = bench.poll()) {
                if (newest != null) {
                    newest.close();
                }
                newest = picture;
            }
        }
        if (newest == null) {
            throw new AssertionError("no picture came out");
        }
        return newest;
    }

    /** Lets time pass and parts arrive until nothing is owed. */
    final void settle(VideoEncoder encoder, VideoDecoder decoder) {
        for (int i = 0; i < MOST_ROUNDS && !encoder.drained(); i++) {
            source.passTime(PICTURE_NANOS);
            encoder.doWork();
            decodeQuietly(decoder);
        }
        assertTrue(encoder.drained(), "never settled");
        source.passTime(IDLE_NANOS);
    }

    /** Everything that is out is decoded in order, and nobody looks; answers how many bytes that were. */
    final long decodeQuietly(VideoDecoder decoder) {
        long bytes = 0;
        for (CodedFrame part = source.poll(); part != null; part = source.poll()) {
            bytes += part.payload().remaining();
            assertEquals(Decoded.TAKEN, decoder.decode(part));
            bench.discard();
        }
        return bytes;
    }
}
