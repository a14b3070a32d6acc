package dev.wavry.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.spi.codec.EncoderOffer;
import dev.wavry.spi.codec.EncoderSpec;
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
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every encoder of BGR0 pictures in ordinary memory promises. What one of whole frames promises besides is in
 * {@link WholeFramesContract}, what one of parts promises in {@link VideoPartsContract}; a codec is tested by one of them.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
public abstract class VideoEncoderContract {
    /** Width of the pictures used here. */
    protected static final int WIDTH = 320;
    /** Height of the pictures used here. */
    protected static final int HEIGHT = 192;

    private static final long MOST_GROWTH_BYTES = 8L << 20;
    private static final int MANY = 300;

    final Canvas screen = new Canvas(WIDTH, HEIGHT, 8);
    final EncoderBench bench = new EncoderBench();
    private @Nullable VideoEncoder opened;

    /** The factory under test. */
    protected abstract VideoEncoderFactory factory();

    /** Which of its offers is tested. */
    protected abstract EncoderOffer offer();

    /** How many times opening is repeated when looking for lost native memory. */
    protected int reopens() {
        return MANY;
    }

    /** Bytes of garbage one picture may make on the calling thread once all is warm; the promise is none. */
    protected double mostGarbageBytes() {
        return 1;
    }

    /** The specification for pictures of a format. */
    protected final EncoderSpec spec(VideoFormat format) {
        return new EncoderSpec(offer().codec(), offer().implementation(), format, new RateTarget(8000, 60), 1);
    }

    final VideoEncoder open() throws CannotOpenException {
        VideoEncoder encoder = factory().open(spec(screen.format()), bench);
        opened = encoder;
        return encoder;
    }

    @AfterEach
    final void nothingIsLeft() {
        if (opened != null) {
            opened.close();
        }
        bench.discard();
        assertEquals(0, screen.outstanding(), "pictures not given back");
        assertEquals(0, screen.misuses(), "pictures given back twice");
        assertEquals(0, bench.outstanding(), "coded frames not given back");
        assertEquals(0, bench.misuses(), "coded frames given back twice");
        assertEquals(0, bench.strangeCalls(), "calls on threads of its own");
        assertTrue(bench.failures().isEmpty(), () -> "it failed: " + bench.failures());
    }

    final VideoFrame next() {
        int at = (int) (screen.sequence() % 8) * 16;
        // Another colour each time, because an encoder may leave out what did not really change.
        return screen.fill(at, at, 40, 24, 0x204060 + (int) screen.sequence()).picture();
    }

    final CodedFrame code(VideoEncoder encoder) {
        assertEquals(Offer.ACCEPTED, encoder.encode(next()));
        return take(encoder);
    }

    final CodedFrame take(VideoEncoder encoder) {
        for (int i = 0; bench.waiting() == 0 && i < 1_000_000; i++) {
            encoder.doWork();
        }
        CodedFrame frame = bench.poll();
        if (frame == null) {
            throw new AssertionError("no coded frame came out");
        }
        return frame;
    }

    @Test
    void opensOnlyWhatItOffered() {
        EncoderSpec spec = spec(screen.format());
        EncoderSpec strange =
                new EncoderSpec(spec.codec(), "nobody-offers-this", spec.format(), spec.rate(), spec.threads());
        assertThrows(CannotOpenException.class, () -> factory().open(strange, bench));
    }

    @Test
    void saysWhyItCannotOpen() {
        EncoderSpec spec = spec(screen.format());
        EncoderSpec strange =
                new EncoderSpec(spec.codec(), "nobody-offers-this", spec.format(), spec.rate(), spec.threads());
        var refusal = assertThrows(CannotOpenException.class, () -> factory().open(strange, bench));
        assertTrue(refusal.what().contains("nobody-offers-this"), refusal.what());
        assertFalse(refusal.fix().isBlank());
    }

    @Test
    void offersWhatIsTested() {
        assertTrue(
                factory().offers().stream()
                        .anyMatch(it -> it.codec().equals(offer().codec())
                                && it.implementation().equals(offer().implementation())),
                () -> offer() + " is not among " + factory().offers());
    }

    @Test
    void makesAKeyFrameFirst() throws Exception {
        try (CodedFrame frame = code(open())) {
            assertTrue(frame.keyFrame());
            assertTrue(frame.payload().isDirect());
            assertTrue(frame.payload().hasRemaining());
            assertNotEquals(0, frame.address());
        }
    }

    @Test
    void makesNoFurtherKeyFrameUnasked() throws Exception {
        VideoEncoder encoder = open();
        code(encoder).close();
        for (int i = 0; i < 30; i++) {
            try (CodedFrame frame = code(encoder)) {
                assertFalse(frame.keyFrame(), "picture " + i);
            }
        }
    }

    @Test
    void makesAKeyFrameWithinTwoFramesOfBeingAsked() throws Exception {
        VideoEncoder encoder = open();
        for (int i = 0; i < 5; i++) {
            code(encoder).close();
        }
        encoder.requestKeyFrame();
        boolean seen = false;
        for (int i = 0; i < 2; i++) {
            try (CodedFrame frame = code(encoder)) {
                seen |= frame.keyFrame();
            }
        }
        assertTrue(seen);
    }

    @Test
    void givesBackEveryPictureItTook() throws Exception {
        VideoEncoder encoder = open();
        for (int i = 0; i < 20; i++) {
            code(encoder).close();
        }
        encoder.close();
        assertEquals(0, screen.outstanding());
    }

    @Test
    void keepsCaptureTimesUnchanged() throws Exception {
        VideoEncoder encoder = open();
        VideoFrame picture = next();
        picture.info().nanos(Stage.CHANGED, 11).nanos(Stage.CAPTURED, 22).epoch(7);
        long sequence = picture.info().sequence();
        assertEquals(Offer.ACCEPTED, encoder.encode(picture));
        try (CodedFrame frame = take(encoder)) {
            assertEquals(11, frame.info().nanos(Stage.CHANGED));
            assertEquals(22, frame.info().nanos(Stage.CAPTURED));
            assertEquals(sequence, frame.info().sequence());
            assertEquals(7, frame.info().epoch());
        }
    }

    @Test
    void saysWhenItConvertedAndEncoded() throws Exception {
        long before = bench.clock().nanoTime();
        try (CodedFrame frame = code(open())) {
            assertTrue(frame.info().nanos(Stage.CONVERTED) >= before);
            assertTrue(frame.info().nanos(Stage.ENCODED) >= frame.info().nanos(Stage.CONVERTED));
            assertEquals(0, frame.info().nanos(Stage.SENT));
        }
    }

    @Test
    void keepsTheOrderOfPictures() throws Exception {
        VideoEncoder encoder = open();
        long last = 0;
        for (int i = 0; i < 20; i++) {
            try (CodedFrame frame = code(encoder)) {
                assertTrue(frame.info().sequence() > last);
                last = frame.info().sequence();
            }
        }
    }

    @Test
    void passesAtLeastTheDamageOn() throws Exception {
        VideoEncoder encoder = open();
        Region damage = new Region();
        for (int i = 0; i < 10; i++) {
            VideoFrame picture = next();
            damage.copyFrom(picture.info().damage());
            assertEquals(Offer.ACCEPTED, encoder.encode(picture));
            try (CodedFrame frame = take(encoder)) {
                assertTrue(Coverage.covers(frame.info().damage(), damage), "picture " + i);
            }
        }
    }

    @Test
    void saysThatAKeyFrameChangesEverything() throws Exception {
        VideoEncoder encoder = open();
        code(encoder).close();
        encoder.requestKeyFrame();
        try (CodedFrame frame = code(encoder)) {
            assertTrue(Coverage.covers(frame.info().damage(), new Region().full(WIDTH, HEIGHT)));
        }
    }

    @Test
    void asksToBeReopenedWhenThePictureChangesItsSize() throws Exception {
        VideoEncoder encoder = open();
        code(encoder).close();
        Canvas other = new Canvas(WIDTH + 64, HEIGHT, 1);
        assertEquals(Offer.DROPPED, encoder.encode(other.picture()));
        assertFalse(bench.reopenWishes().isEmpty());
        assertEquals(0, other.outstanding());
    }

    @Test
    void followsTheRateOnlyIfItSaidSo() throws Exception {
        assertEquals(offer().liveBitrate(), open().retarget(new RateTarget(2000, 30)));
    }

    @Test
    void drainsWithoutBeingFed() throws Exception {
        VideoEncoder encoder = open();
        assertEquals(Offer.ACCEPTED, encoder.encode(next()));
        encoder.beginDrain();
        for (int i = 0; !encoder.drained() && i < 1_000_000; i++) {
            encoder.doWork();
        }
        assertTrue(encoder.drained());
        assertEquals(1, bench.offered());
        assertNotEquals(Offer.ACCEPTED, encoder.encode(next()));
    }

    @Test
    void makesNoCallbackAfterClose() throws Exception {
        VideoEncoder encoder = open();
        code(encoder).close();
        encoder.close();
        int before = bench.offered();
        assertEquals(Offer.CLOSED, encoder.encode(next()));
        assertEquals(0, encoder.doWork());
        assertEquals(before, bench.offered());
    }

    @Test
    void canBeClosedTwice() throws Exception {
        VideoEncoder encoder = open();
        code(encoder).close();
        encoder.close();
        encoder.close();
    }

    @Test
    void leavesFramesThatAreStillReadAloneWhenClosed() throws Exception {
        VideoEncoder encoder = open();
        CodedFrame frame = code(encoder);
        byte[] before = new byte[frame.payload().remaining()];
        frame.payload().get(frame.payload().position(), before);
        encoder.close();
        byte[] after = new byte[before.length];
        frame.payload().get(frame.payload().position(), after);
        frame.close();
        assertEquals(java.util.Arrays.hashCode(before), java.util.Arrays.hashCode(after));
    }

    @Test
    void makesNoGarbageOnceWarm() throws Exception {
        VideoEncoder encoder = open();
        VideoFrame picture = next();
        VideoFrame other = next();
        double bytes = Memory.garbage(2_000, 500, () -> {
            encoder.encode((bench.offered() % 2 == 0 ? picture : other).retain());
            encoder.doWork();
            bench.discard();
        });
        picture.close();
        other.close();
        System.out.printf("%s: %.1f bytes of garbage for each picture%n", offer(), bytes);
        assertTrue(bench.offered() >= 2_500, "it coded only " + bench.offered() + " pictures");
        assertTrue(bytes <= mostGarbageBytes(), bytes + " bytes for each picture");
    }

    @Test
    void leavesNoNativeMemoryAfterManyReopens() throws Exception {
        long bytes = Memory.growth(reopens(), () -> {
            try (VideoEncoder encoder = factory().open(spec(screen.format()), bench)) {
                code(encoder).close();
            }
        });
        System.out.printf("%s: %d KiB more after %d openings%n", offer(), bytes / 1024, reopens());
        assertTrue(bytes < MOST_GROWTH_BYTES, bytes + " bytes more after " + reopens() + " openings");
    }
}
