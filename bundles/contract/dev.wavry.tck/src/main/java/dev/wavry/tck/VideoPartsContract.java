package dev.wavry.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.spi.codec.Decoded;
import dev.wavry.spi.codec.EncoderContext;
import dev.wavry.spi.codec.VideoDecoder;
import dev.wavry.spi.codec.VideoEncoder;
import dev.wavry.spi.media.CodedFrame;
import dev.wavry.spi.media.Offer;
import dev.wavry.spi.media.Region;
import dev.wavry.spi.media.VideoFrame;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an encoder and a decoder of parts that stand alone promise together, beside what all promise. Pictures are exact. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
public abstract class VideoPartsContract extends PartsFixture {
    @Test
    void offersParts() {
        assertTrue(encoderOffer().parts());
    }

    @Test
    void makesFramesThatStandAlone() throws Exception {
        VideoEncoder encoder = encoder(20_000);
        encode(encoder);
        for (int i = 0; i < 3; i++) {
            screen.text(i * 60, 40, 120, 90, i);
            encode(encoder);
        }
        for (CodedFrame part = source.poll(); part != null; part = source.poll()) {
            try (CodedFrame it = part) {
                assertTrue(it.independent());
                assertFalse(it.info().damage().isEmpty());
            }
        }
    }

    @Test
    void sendsNothingOfAPictureThatChangedNothing() throws Exception {
        VideoEncoder encoder = encoder(20_000);
        screen.text(0, 0, WIDTH, HEIGHT, 1);
        encode(encoder);
        source.discard();
        screen.touch();
        encode(encoder);
        assertTrue(encoder.drained());
        assertNull(source.poll());
    }

    @Test
    void sendsWhatIsToBeRenewedThoughItDidNotChange() throws Exception {
        VideoEncoder encoder = encoder(200_000);
        VideoDecoder decoder = decoder();
        screen.text(0, 0, WIDTH, HEIGHT, 1);
        encode(encoder);
        decodeAll(decoder).close();
        VideoFrame same = screen.touch().picture();
        same.info().damage().clear().add(40, 30, 100, 50);
        same.info().renewed().copyFrom(same.info().damage());
        source.passTime(PICTURE_NANOS);
        assertEquals(Offer.ACCEPTED, encoder.encode(same));
        try (VideoFrame picture = decodeAll(decoder)) {
            assertTrue(Coverage.covers(picture.info().damage(), new Region().add(40, 30, 100, 50)));
            assertEquals(EXACT, screen.psnr(picture));
        }
    }

    @Test
    void isExact() throws Exception {
        VideoEncoder encoder = encoder(200_000);
        VideoDecoder decoder = decoder();
        for (int i = 0; i < 12; i++) {
            screen.text(i * 7, i * 5, 160, 100, i).photo(200 - i, 90 + i, 70, 50, i);
            encode(encoder);
            try (VideoFrame picture = decodeAll(decoder)) {
                assertEquals(EXACT, screen.psnr(picture), "picture " + i);
            }
        }
    }

    @Test
    void saysExactlyWhatAPartChanges() throws Exception {
        VideoEncoder encoder = encoder(200_000);
        VideoDecoder decoder = decoder();
        encode(encoder);
        decodeAll(decoder).close();
        for (int i = 0; i < 10; i++) {
            screen.text(i * 20, 20, 90, 60, i);
            encode(encoder);
            long area = 0;
            for (CodedFrame part = source.poll(); part != null; part = source.poll()) {
                area += part.info().damage().area();
                assertEquals(Decoded.TAKEN, decoder.decode(part));
            }
            bench.discard();
            assertTrue(area > 0 && area <= (90 + 32) * (60 + 32), "picture " + i + ": " + area + " pixels");
        }
    }

    @Test
    void showsNothingBeforeThePictureIsWhole() throws Exception {
        VideoEncoder encoder = encoder(1_000);
        VideoDecoder decoder = decoder();
        screen.photo(0, 0, WIDTH, HEIGHT, 3);
        encode(encoder);
        settleParts(encoder, decoder);
    }

    private void settleParts(VideoEncoder encoder, VideoDecoder decoder) {
        boolean shown = false;
        boolean[] known = new boolean[WIDTH * HEIGHT];
        for (int i = 0; i < 10_000 && !(encoder.drained() && source.waiting() == 0); i++) {
            CodedFrame part = source.poll();
            if (part == null) {
                source.passTime(PICTURE_NANOS);
                encoder.doWork();
                continue;
            }
            note(part, known);
            assertEquals(Decoded.TAKEN, decoder.decode(part));
            shown |= bench.waiting() > 0;
            bench.discard();
            assertEquals(shown, all(known));
        }
        assertTrue(shown);
    }

    private static void note(CodedFrame part, boolean[] known) {
        var damage = part.info().damage();
        for (int i = 0; i < damage.count(); i++) {
            for (int y = damage.y(i); y < damage.y(i) + damage.height(i); y++) {
                java.util.Arrays.fill(known, y * WIDTH + damage.x(i), y * WIDTH + damage.x(i) + damage.width(i), true);
            }
        }
    }

    private static boolean all(boolean[] known) {
        for (boolean one : known) {
            if (!one) {
                return false;
            }
        }
        return true;
    }

    @Test
    void keepsWhatItHasNoRoomForAndSendsItsNewestState() throws Exception {
        VideoEncoder encoder = encoder(1_000_000);
        VideoDecoder decoder = decoder();
        encode(encoder);
        for (int i = 0; i < 3 * EncoderContext.MOST_PARTS; i++) {
            screen.fill(i % 10 * 30, 20, 28, 28, 0x10101 * i);
            encode(encoder);
            assertTrue(source.outstanding() <= EncoderContext.MOST_PARTS);
        }
        assertFalse(encoder.drained());
        assertEquals(EncoderContext.MOST_PARTS, source.offered());
        decodeAll(decoder).close();
        assertTrue(encoder.doWork() > 0);
        try (VideoFrame picture = decodeAll(decoder)) {
            assertEquals(EXACT, screen.psnr(picture));
        }
        assertTrue(encoder.drained());
    }

    @Test
    void keepsTheRateAndBecomesExactInTheEnd() throws Exception {
        int bitrateKbps = 2_000;
        VideoEncoder encoder = encoder(bitrateKbps);
        VideoDecoder decoder = decoder();
        long bytes = 0;
        int pictures = 120;
        for (int i = 0; i < pictures; i++) {
            screen.photo(20, 20, 200, 150, i);
            encode(encoder);
            bytes += decodeQuietly(decoder);
        }
        double seconds = pictures * PICTURE_NANOS / 1e9;
        double most = bitrateKbps * 1000 / 8.0 * (seconds + 0.25) + (64 << 10);
        assertTrue(bytes <= most, bytes + " bytes in " + seconds + " s, at most " + most);
        assertFalse(encoder.drained());
        settle(encoder, decoder);
        screen.fill(0, 0, 3, 3, 0x777777);
        encode(encoder);
        try (VideoFrame picture = decodeAll(decoder)) {
            assertEquals(EXACT, screen.psnr(picture));
        }
    }

    @Test
    void neverLetsAnOldPartChangeWhatIsNewer() throws Exception {
        VideoEncoder encoder = encoder(20_000);
        VideoDecoder decoder = decoder();
        encode(encoder);
        decodeAll(decoder).close();
        screen.fill(40, 40, 50, 50, 0xff0000);
        encode(encoder);
        CodedFrame old = source.poll();
        screen.fill(40, 40, 50, 50, 0x00ff00);
        encode(encoder);
        decodeAll(decoder).close();
        assertEquals(Decoded.TAKEN, decoder.decode(old));
        bench.discard();
        screen.fill(200, 100, 5, 5, 0x0000ff);
        encode(encoder);
        try (VideoFrame picture = decodeAll(decoder)) {
            assertEquals(EXACT, screen.psnr(picture));
        }
    }

    @Test
    void sendsOnlyWhatWasLostInItsNewestState() throws Exception {
        VideoEncoder encoder = encoder(20_000);
        VideoDecoder decoder = decoder();
        encode(encoder);
        decodeAll(decoder).close();
        long before = source.offered();
        screen.fill(40, 40, 50, 50, 0xff0000);
        encode(encoder);
        discardOne();
        screen.fill(60, 60, 20, 20, 0x00ff00);
        encode(encoder);
        decodeAll(decoder).close();
        assertTrue(encoder.invalidate(before + 1, before + 1));
        source.passTime(PICTURE_NANOS);
        assertNotEquals(0, encoder.doWork());
        try (VideoFrame picture = decodeAll(decoder)) {
            assertEquals(EXACT, screen.psnr(picture));
            assertTrue(picture.info().damage().area() <= (50 + 32) * (50 + 32));
        }
    }

    private void discardOne() {
        CodedFrame lost = source.poll();
        if (lost == null) {
            throw new AssertionError("no part came out");
        }
        lost.close();
    }

    @Test
    void becomesExactThoughPartsAreLostDoubledLateAndDisordered() throws Exception {
        for (long seed = 1; seed <= 40; seed++) {
            becomesExact(seed);
        }
    }

    private void becomesExact(long seed) throws Exception {
        Random random = new Random(seed);
        LossyLink link = new LossyLink(random, random.nextInt(4) * 0.1);
        try (VideoEncoder encoder = encoder(500 + random.nextInt(30_000));
                VideoDecoder decoder = decoder()) {
            screen.touch();
            for (int i = 0; i < 120; i++) {
                Scribbles.draw(screen, random);
                encode(encoder);
                pump(encoder, decoder, link, random);
                if (random.nextInt(100) == 0) {
                    encoder.requestKeyFrame();
                }
            }
            for (int i = 0; i < 20_000 && !(encoder.drained() && link.isEmpty()); i++) {
                source.passTime(PICTURE_NANOS);
                encoder.doWork();
                pump(encoder, decoder, link, random);
            }
            assertTrue(encoder.drained() && link.isEmpty(), "seed " + seed + " never settled");
            source.passTime(IDLE_NANOS);
            screen.fill(random.nextInt(WIDTH), random.nextInt(HEIGHT), 1, 1, random.nextInt(1 << 24));
            encode(encoder);
            try (VideoFrame picture = decodeAll(decoder)) {
                assertEquals(EXACT, screen.psnr(picture), "seed " + seed);
            }
            assertEquals(0, link.outstanding());
        }
        source.discard();
        bench.discard();
    }

    private void pump(VideoEncoder encoder, VideoDecoder decoder, LossyLink link, Random random) {
        for (CodedFrame part = source.poll(); part != null; part = source.poll()) {
            link.send(part);
        }
        link.deliver(decoder, random.nextInt(6));
        bench.discard();
        link.tell(encoder, random.nextInt(4));
    }
}
