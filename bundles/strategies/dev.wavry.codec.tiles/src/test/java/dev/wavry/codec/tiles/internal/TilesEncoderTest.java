package dev.wavry.codec.tiles.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is sent, not only that it arrives: what scrolls is copied, what comes back is named, what is short of rate is rough first. */
@Timeout(60)
class TilesEncoderTest {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 480;
    private static final long PICTURE_NANOS = 16_000_000;
    private static final long WHILE_NANOS = 400_000_000;
    private static final int EXACT = 99;

    private final Canvas screen = new Canvas(WIDTH, HEIGHT, 2);
    private final EncoderBench source = new EncoderBench();
    private final DecoderBench bench = new DecoderBench(1);
    private VideoEncoder encoder;
    private VideoDecoder decoder;
    private int bytes;

    private void open(int bitrateKbps) throws Exception {
        source.passTime(1);
        encoder = new TilesEncoders()
                .open(
                        new EncoderSpec(
                                Layout.CODEC,
                                Layout.IMPLEMENTATION,
                                screen.format(),
                                new RateTarget(bitrateKbps, 60),
                                1),
                        source);
        decoder =
                new TilesDecoders().open(new DecoderSpec(Layout.CODEC, Layout.IMPLEMENTATION, screen.format()), bench);
    }

    @AfterEach
    void close() {
        encoder.close();
        decoder.close();
        source.discard();
        bench.discard();
    }

    private void show(long afterNanos) {
        source.passTime(afterNanos);
        assertEquals(Offer.ACCEPTED, encoder.encode(screen.picture()));
        arrive();
    }

    private void arrive() {
        bytes = 0;
        for (CodedFrame part = source.poll(); part != null; part = source.poll()) {
            bytes += part.payload().remaining();
            bench.discard();
            assertEquals(Decoded.TAKEN, decoder.decode(part));
        }
    }

    private double decibels() {
        try (VideoFrame picture = bench.poll()) {
            return screen.psnr(picture);
        }
    }

    private long count(String name) {
        return source.counters().counter(name, "").get();
    }

    private void settle() {
        for (int i = 0; i < 10_000 && !encoder.drained(); i++) {
            source.passTime(PICTURE_NANOS);
            encoder.doWork();
            arrive();
        }
        assertTrue(encoder.drained());
    }

    @Test
    void shouldCopyTextThatScrolls() throws Exception {
        open(20_000);
        screen.text(16, 16, 600, 440, 1);
        show(PICTURE_NANOS);
        for (int i = 0; i < 10; i++) {
            screen.shift(16, 16, 600, 440, 0, -5).text(16, 446, 600, 18, i);
            show(PICTURE_NANOS);
            assertTrue(bytes < 3000, bytes + " bytes for picture " + i);
        }
        assertTrue(count("tiles.copied") > 1000, count("tiles.copied") + " tiles copied");
        assertEquals(EXACT, decibels());
    }

    @Test
    void shouldCopyAWindowThatIsMoved() throws Exception {
        open(20_000);
        screen.fill(0, 0, WIDTH, HEIGHT, 0x336699).text(100, 100, 300, 200, 4);
        show(PICTURE_NANOS);
        int first = bytes;
        screen.fill(100, 100, 300, 200, 0x336699).text(133, 117, 300, 200, 4);
        show(PICTURE_NANOS);
        assertTrue(count("tiles.copied") > 100, count("tiles.copied") + " tiles copied");
        assertTrue(bytes < first, bytes + " after " + first + " bytes");
        assertEquals(EXACT, decibels());
    }

    @Test
    void shouldNameWhatComesBack() throws Exception {
        open(20_000);
        screen.text(0, 0, WIDTH, HEIGHT, 1);
        show(PICTURE_NANOS);
        screen.photo(160, 160, 160, 160, 3);
        show(WHILE_NANOS);
        int menu = bytes;
        screen.text(0, 0, WIDTH, HEIGHT, 1);
        show(WHILE_NANOS);
        int under = bytes;
        screen.photo(160, 160, 160, 160, 3);
        show(WHILE_NANOS);
        assertTrue(count("tiles.kept") > 150, count("tiles.kept") + " tiles came back");
        assertTrue(under < 1000 && bytes < 1000 && menu > 10_000, menu + ", " + under + ", " + bytes + " bytes");
        assertEquals(EXACT, decibels());
    }

    @Test
    void shouldShowAPhotographRoughlyFirstWhenTheRateIsShort() throws Exception {
        open(1_000);
        show(PICTURE_NANOS);
        screen.photo(0, 0, WIDTH, HEIGHT, 1);
        show(PICTURE_NANOS);
        for (int i = 0; i < 25; i++) {
            source.passTime(PICTURE_NANOS);
            encoder.doWork();
            arrive();
        }
        assertTrue(count("tiles.rough") > 500, count("tiles.rough") + " rough tiles");
        double soon = decibels();
        assertTrue(soon > 20 && soon < EXACT, soon + " dB after 0.4 s");
        settle();
        source.passTime(WHILE_NANOS);
        screen.fill(0, 0, 1, 1, 1);
        show(WHILE_NANOS);
        assertEquals(EXACT, decibels());
    }

    @Test
    void shouldShowAPatchOfManyTilesAsOneRectangle() throws Exception {
        open(20_000);
        show(PICTURE_NANOS);
        screen.fill(37, 53, 200, 200, 0x123456);
        show(PICTURE_NANOS);
        try (VideoFrame picture = bench.poll()) {
            assertEquals(1, picture.info().damage().count(), picture.info().damage()::toString);
            assertEquals(32, picture.info().damage().x(0));
            assertEquals(208, picture.info().damage().width(0));
        }
    }

    @Test
    void shouldSendSmallDamageInAPartOfItsOwnBeforeLargeDamage() throws Exception {
        open(200_000);
        show(PICTURE_NANOS);
        screen.photo(0, 200, WIDTH, 200, 1).fill(320, 20, 8, 16, 0xffffff);
        source.passTime(PICTURE_NANOS);
        encoder.encode(screen.picture());
        try (CodedFrame first = source.poll()) {
            assertEquals(1, first.info().damage().count());
            assertEquals(320, first.info().damage().x(0));
            assertTrue(first.info().damage().area() <= 2 * Grid.TILE_PIXELS);
        }
        assertTrue(source.waiting() > 1, "the rest in one part");
    }

    @Test
    void shouldSendASmallChangeAtOnceThoughAFilmTakesAllTheRate() throws Exception {
        open(2_000);
        show(PICTURE_NANOS);
        for (int i = 0; i < 20; i++) {
            screen.photo(0, 200, WIDTH, 200, i);
            show(PICTURE_NANOS);
        }
        assertFalse(encoder.drained());
        screen.photo(0, 200, WIDTH, 200, 20).fill(320, 20, 8, 16, 0xffffff);
        source.passTime(1);
        encoder.encode(screen.picture());
        try (CodedFrame first = source.poll()) {
            assertEquals(320, first.info().damage().x(0));
        }
    }

    @Test
    void shouldSendEverythingAnewOnRequestThoughNoPictureComes() throws Exception {
        open(20_000);
        screen.text(0, 0, WIDTH, HEIGHT, 1);
        show(PICTURE_NANOS);
        encoder.requestKeyFrame();
        assertFalse(encoder.drained());
        assertTrue(encoder.doWork() > 0);
        VideoDecoder other =
                new TilesDecoders().open(new DecoderSpec(Layout.CODEC, Layout.IMPLEMENTATION, screen.format()), bench);
        for (CodedFrame part = source.poll(); part != null; part = source.poll()) {
            bench.discard();
            assertEquals(Decoded.TAKEN, other.decode(part));
        }
        assertEquals(EXACT, decibels());
        other.close();
    }

    @Test
    void shouldNotPaintWhatRefersToALostPart() throws Exception {
        open(20_000);
        screen.text(16, 16, 600, 440, 1);
        show(PICTURE_NANOS);
        screen.shift(16, 16, 600, 440, 0, -4);
        source.passTime(PICTURE_NANOS);
        encoder.encode(screen.picture());
        source.discard();
        long lost = source.offered();
        screen.shift(16, 16, 600, 440, 0, -4);
        source.passTime(PICTURE_NANOS);
        encoder.encode(screen.picture());
        CodedFrame next = source.poll();
        bench.discard();
        int shown = bench.offered();
        assertEquals(Decoded.NOT_APPLIED, decoder.decode(next));
        assertEquals(shown, bench.offered());
        encoder.invalidate(lost, lost + 1);
        settle();
        assertEquals(EXACT, decibels());
    }

    @Test
    void shouldIgnoreTheByteThatMeansNothing() throws Exception {
        open(20_000);
        Random random = new Random(2);
        for (int i = 0; i < WIDTH * 40; i++) {
            screen.dot(i % WIDTH, i / WIDTH, random.nextInt() << 24 | 0x123456);
        }
        screen.touch();
        show(PICTURE_NANOS);
        assertTrue(bytes < 1000, bytes + " bytes");
        assertEquals(EXACT, decibels());
    }
}
