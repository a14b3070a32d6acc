package dev.wavry.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
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
import dev.wavry.spi.media.Region;
import dev.wavry.spi.media.Stage;
import dev.wavry.spi.media.VideoFormat;
import dev.wavry.spi.media.VideoFrame;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every decoder into BGR0 pictures promises; an encoder of the same codec makes what it is fed with. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
public abstract class VideoDecoderContract {
    /** Width of the pictures used here. */
    protected static final int WIDTH = 320;
    /** Height of the pictures used here. */
    protected static final int HEIGHT = 192;

    private static final long MOST_GROWTH_BYTES = 8L << 20;
    private static final int MANY = 300;
    private static final int PICTURES = 3;
    private final Canvas screen = new Canvas(WIDTH, HEIGHT, 8);
    private final EncoderBench source = new EncoderBench();
    private final DecoderBench bench = new DecoderBench(PICTURES);
    private final ForgedFrames forged = new ForgedFrames();
    private @Nullable VideoEncoder encoder;
    private @Nullable VideoDecoder opened;

    /** The factory under test. */
    protected abstract VideoDecoderFactory factory();

    /** Which of its offers is tested. */
    protected abstract DecoderOffer offer();

    /** Where coded frames come from. */
    protected abstract VideoEncoderFactory encoders();

    /** Which encoder makes them. */
    protected abstract EncoderOffer encoderOffer();

    /** What a flat coloured patch must at least look like, in decibels. */
    protected double leastDecibels() {
        return 28;
    }

    /** How many times opening is repeated when looking for lost memory. */
    protected int reopens() {
        return MANY;
    }

    /** Bytes of garbage one frame may make on the calling thread once all is warm; the promise is none. */
    protected double mostGarbageBytes() {
        return 1;
    }

    /** The specification for pictures of a format. */
    protected final DecoderSpec spec(VideoFormat format) {
        return new DecoderSpec(offer().codec(), offer().implementation(), format);
    }

    private VideoDecoder open() throws CannotOpenException {
        VideoDecoder decoder = factory().open(spec(screen.format()), bench);
        opened = decoder;
        return decoder;
    }

    private VideoEncoder openEncoder(VideoFormat format) throws CannotOpenException {
        return encoders()
                .open(
                        new EncoderSpec(
                                encoderOffer().codec(),
                                encoderOffer().implementation(),
                                format,
                                new RateTarget(8000, 60),
                                1),
                        source);
    }

    @AfterEach
    final void nothingIsLeft() {
        if (opened != null) {
            opened.close();
        }
        if (encoder != null) {
            encoder.close();
        }
        source.discard();
        bench.discard();
        assertEquals(0, source.outstanding() + forged.outstanding(), "coded frames not given back");
        assertEquals(0, source.misuses() + forged.misuses(), "coded frames given back twice");
        assertEquals(0, bench.outstanding(), "pictures not given back");
        assertEquals(0, bench.misuses(), "pictures given back twice");
        assertEquals(0, bench.strangeCalls(), "calls on threads of its own");
        assertTrue(bench.failures().isEmpty(), () -> "it failed: " + bench.failures());
    }

    private CodedFrame coded() throws CannotOpenException {
        int at = (int) (screen.sequence() % 8) * 16;
        return coded(screen.fill(at, at, 48, 32, 0x305070 + 0x80808 * (int) (screen.sequence() % 8))
                .picture());
    }

    private CodedFrame coded(VideoFrame picture) throws CannotOpenException {
        VideoEncoder from = encoder == null ? openEncoder(screen.format()) : encoder;
        encoder = from;
        assertEquals(Offer.ACCEPTED, from.encode(picture));
        CodedFrame frame = source.poll();
        for (int i = 0; frame == null && i < 1_000_000; i++) {
            from.doWork();
            frame = source.poll();
        }
        if (frame == null) {
            throw new AssertionError("the encoder made no coded frame");
        }
        return frame;
    }

    private void decodeWell(VideoDecoder decoder, CodedFrame frame) {
        assertEquals(Decoded.TAKEN, decoder.decode(frame));
        while (bench.waiting() == 0 && decoder.doWork() > 0) {
            // Decoders that work later bring it out here.
        }
    }

    private VideoFrame picture() {
        VideoFrame picture = bench.poll();
        if (picture == null) {
            throw new AssertionError("no picture came out");
        }
        return picture;
    }

    @Test
    void opensOnlyWhatItOffered() {
        DecoderSpec strange = new DecoderSpec(offer().codec(), "nobody-offers-this", screen.format());
        var refusal = assertThrows(CannotOpenException.class, () -> factory().open(strange, bench));
        assertTrue(refusal.what().contains("nobody-offers-this"), refusal.what());
        assertFalse(refusal.fix().isBlank());
    }

    @Test
    void asksForAKeyFrameFirst() throws Exception {
        VideoDecoder decoder = open();
        coded().close();
        assertEquals(Decoded.NEED_KEY_FRAME, decoder.decode(coded()));
        assertNull(bench.poll());
    }

    @Test
    void keepsSequenceAndTimesAndSaysWhenItDecoded() throws Exception {
        VideoDecoder decoder = open();
        CodedFrame frame = coded();
        frame.info().nanos(Stage.RECEIVED, 33).epoch(9);
        long sequence = frame.info().sequence();
        long captured = frame.info().nanos(Stage.CAPTURED);
        decodeWell(decoder, frame);
        try (VideoFrame picture = picture()) {
            assertEquals(sequence, picture.info().sequence());
            assertEquals(captured, picture.info().nanos(Stage.CAPTURED));
            assertEquals(33, picture.info().nanos(Stage.RECEIVED));
            assertEquals(9, picture.info().epoch());
            assertTrue(picture.info().nanos(Stage.DECODED) > 0);
            assertEquals(screen.format(), picture.format());
        }
    }

    @Test
    void showsTheWholePictureThoughOnlyPartsChange() throws Exception {
        VideoDecoder decoder = open();
        VideoFrame held = null;
        for (int i = 0; i < 12; i++) {
            decodeWell(decoder, coded());
            VideoFrame picture = picture();
            double decibels = screen.psnr(picture);
            assertTrue(decibels >= leastDecibels(), "picture " + i + ": " + decibels + " dB");
            // Holding one picture makes the decoder write into other memory, which is older.
            if (held != null) {
                held.close();
            }
            held = picture;
        }
        held.close();
    }

    @Test
    void saysThatTheFirstPictureIsWholeDamage() throws Exception {
        VideoDecoder decoder = open();
        decodeWell(decoder, coded());
        try (VideoFrame picture = picture()) {
            assertTrue(Coverage.covers(picture.info().damage(), new Region().full(WIDTH, HEIGHT)));
        }
    }

    @Test
    void carriesDamageOverPicturesItHadNoMemoryFor() throws Exception {
        VideoDecoder decoder = open();
        for (int i = 0; i < PICTURES; i++) {
            decodeWell(decoder, coded());
        }
        CodedFrame lost = coded();
        Region damage = new Region().copyFrom(lost.info().damage());
        assertEquals(Decoded.TAKEN, decoder.decode(lost));
        assertEquals(PICTURES, bench.waiting());
        bench.discard();
        decodeWell(decoder, coded());
        try (VideoFrame picture = picture()) {
            assertTrue(Coverage.covers(picture.info().damage(), damage));
            assertTrue(screen.psnr(picture) >= leastDecibels());
        }
    }

    @Test
    void refusesAnotherSizeThanAnnounced() throws Exception {
        VideoDecoder decoder = open();
        Canvas other = new Canvas(WIDTH * 2, HEIGHT * 2, 1);
        try (VideoEncoder strange = openEncoder(other.format())) {
            assertEquals(Offer.ACCEPTED, strange.encode(other.picture()));
            CodedFrame frame = source.poll();
            for (int i = 0; frame == null && i < 1_000_000; i++) {
                strange.doWork();
                frame = source.poll();
            }
            if (frame == null) {
                throw new AssertionError("the encoder made no coded frame");
            }
            assertEquals(Decoded.NEED_KEY_FRAME, decoder.decode(frame));
            assertNull(bench.poll());
        }
    }

    @Test
    void goesOnWithAKeyFrameAfterNonsense() throws Exception {
        VideoDecoder decoder = open();
        decodeWell(decoder, coded());
        CodedFrame original = coded();
        byte[] nonsense = new byte[500];
        new Random(1).nextBytes(nonsense);
        decoder.decode(forged.like(original, nonsense));
        original.close();
        bench.discard();
        VideoEncoder from = encoder;
        if (from == null) {
            throw new AssertionError("no encoder");
        }
        from.requestKeyFrame();
        decodeWell(decoder, coded());
        try (VideoFrame picture = picture()) {
            assertTrue(screen.psnr(picture) >= leastDecibels());
        }
    }

    @Test
    void survivesFramesThatWereCutOff() throws Exception {
        hostile(11, (bytes, random) -> java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)));
    }

    @Test
    void survivesFlippedBits() throws Exception {
        hostile(12, (bytes, random) -> {
            for (int i = 1 + random.nextInt(20); i > 0; i--) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            }
            return bytes;
        });
    }

    @Test
    void survivesRandomBytes() throws Exception {
        hostile(13, (bytes, random) -> {
            byte[] other = new byte[random.nextInt(4000)];
            random.nextBytes(other);
            System.arraycopy(bytes, 0, other, 0, Math.min(random.nextInt(16), Math.min(bytes.length, other.length)));
            return other;
        });
    }

    @Test
    void doesNotGrowUnderHostileFrames() throws Exception {
        Random random = new Random(14);
        VideoDecoder decoder = open();
        CodedFrame key = coded();
        byte[] good = ForgedFrames.bytes(key);
        byte[] bytes = good.clone(); // reused, because garbage of ours would make the heap grow
        long grown = Memory.growth(2_000, () -> {
            System.arraycopy(good, 0, bytes, 0, good.length);
            for (int i = 0; i < 8; i++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            decoder.decode(forged.like(key, bytes));
            bench.discard();
        });
        key.close();
        assertTrue(grown < MOST_GROWTH_BYTES, grown + " bytes more, seed 14");
    }

    private void hostile(long seed, Damage how) throws Exception {
        System.out.printf("%s: seed %d%n", offer().implementation(), seed);
        Random random = new Random(seed);
        VideoDecoder decoder = open();
        for (int i = 0; i < 200; i++) {
            CodedFrame original = coded();
            byte[] bytes = ForgedFrames.bytes(original);
            decoder.decode(random.nextInt(4) == 0 ? original.retain() : forged.like(original, how.to(bytes, random)));
            original.close();
            bench.discard();
            VideoEncoder from = encoder;
            if (from != null && random.nextInt(3) == 0) {
                from.requestKeyFrame();
            }
        }
        assertEquals(0, forged.outstanding());
    }

    /** A way to spoil a frame. */
    @FunctionalInterface
    private interface Damage {
        byte[] to(byte[] bytes, Random random);
    }

    @Test
    void makesNoCallbackAfterClose() throws Exception {
        VideoDecoder decoder = open();
        decodeWell(decoder, coded());
        bench.discard();
        decoder.close();
        int before = bench.offered();
        assertEquals(Decoded.CLOSED, decoder.decode(coded()));
        assertEquals(0, decoder.doWork());
        assertEquals(before, bench.offered());
    }

    @Test
    void canBeClosedTwice() throws Exception {
        VideoDecoder decoder = open();
        decodeWell(decoder, coded());
        decoder.close();
        decoder.close();
    }

    @Test
    void makesNoGarbageOnceWarm() throws Exception {
        VideoDecoder decoder = open();
        CodedFrame key = coded();
        boolean parts = encoderOffer().parts();
        VideoFrame one = screen.fill(0, 0, 48, 32, 0xff0000).picture();
        VideoFrame other = screen.fill(0, 0, 48, 32, 0x00ff00).picture();
        double bytes = Memory.garbage(2_000, 500, () -> {
            // A part that came before changes nothing, so there each frame is a new one; encoders make no garbage
            // either.
            CodedFrame frame = parts && bench.offered() > 0
                    ? coded((bench.offered() % 2 == 0 ? one : other).retain())
                    : key.retain();
            decoder.decode(frame);
            decoder.doWork();
            bench.discard();
        });
        key.close();
        one.close();
        other.close();
        System.out.printf("%s: %.1f bytes of garbage for each frame%n", offer().implementation(), bytes);
        assertTrue(bench.offered() >= 2_500, "it decoded only " + bench.offered() + " frames");
        assertTrue(bytes <= mostGarbageBytes(), bytes + " bytes for each frame");
    }

    @Test
    void leavesNoNativeMemoryAfterManyReopens() throws Exception {
        CodedFrame key = coded();
        long bytes = Memory.growth(reopens(), () -> {
            try (VideoDecoder decoder = factory().open(spec(screen.format()), bench)) {
                decodeWell(decoder, key.retain());
                bench.discard();
            }
        });
        key.close();
        System.out.printf("%s: %d KiB more after %d openings%n", offer().implementation(), bytes / 1024, reopens());
        assertTrue(bytes < MOST_GROWTH_BYTES, bytes + " bytes more after " + reopens() + " openings");
    }
}
