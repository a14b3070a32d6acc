package dev.wavry.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.spi.capture.Capture;
import dev.wavry.spi.capture.CaptureSettings;
import dev.wavry.spi.capture.CaptureSource;
import dev.wavry.spi.capture.CaptureTarget;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.media.Offer;
import dev.wavry.spi.media.Region;
import dev.wavry.spi.media.Stage;
import dev.wavry.spi.media.VideoFrame;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every source of pictures promises. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
public abstract class CaptureSourceContract {
    private static final long PATIENCE_NANOS = 5_000_000_000L;
    private static final long SHORT_NANOS = 2_000_000;
    private static final int PICTURES = 2;
    private static final int REOPENS = 30;
    private static final long MOST_GROWTH_BYTES = 16L << 20;

    private final CaptureBench bench = new CaptureBench(PICTURES);
    private @Nullable Capture opened;

    /** The source under test. */
    protected abstract CaptureSource source();

    /** Makes something change in the first target, so that a picture has to come; nothing to do where it changes by itself. */
    protected abstract void change() throws Exception;

    /** The wishes to open with. */
    protected CaptureSettings wish() {
        return new CaptureSettings(60, 320, 192);
    }

    private CaptureTarget target() {
        return source().targets().get(0);
    }

    private Capture open() throws CannotOpenException {
        Capture capture = source().open(target(), wish(), bench);
        opened = capture;
        return capture;
    }

    @AfterEach
    final void nothingIsLeft() {
        if (opened != null) {
            opened.close();
        }
        bench.discard();
        assertEquals(0, bench.outstanding(), "pictures not given back");
        assertEquals(0, bench.misuses(), "pictures given back twice");
        assertEquals(0, bench.strangeCalls(), "calls on threads of its own");
        assertTrue(bench.failures().isEmpty(), () -> "it failed: " + bench.failures());
    }

    private VideoFrame next(Capture capture) {
        return next(capture, bench);
    }

    private static VideoFrame next(Capture capture, CaptureBench into) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        VideoFrame picture = into.poll();
        while (picture == null && System.nanoTime() < end) {
            if (capture.doWork() == 0) {
                capture.await(SHORT_NANOS);
            }
            picture = into.poll();
        }
        if (picture == null) {
            throw new AssertionError("no picture within 5 s");
        }
        return picture;
    }

    private static boolean isWhole(VideoFrame picture) {
        Region all =
                new Region().full(picture.format().width(), picture.format().height());
        return Coverage.covers(picture.info().damage(), all);
    }

    @Test
    void namesEachTargetOnce() {
        Set<String> ids = new HashSet<>();
        for (CaptureTarget target : source().targets()) {
            assertTrue(ids.add(target.id()), "twice: " + target.id());
            assertFalse(target.name().isBlank());
            assertTrue(target.width() > 0 && target.height() > 0, target.toString());
        }
        assertFalse(ids.isEmpty(), "nothing to capture here");
    }

    @Test
    void saysWhyItCannotOpen() {
        CaptureTarget gone =
                new CaptureTarget("no-such-target", "Nothing", CaptureTarget.Kind.DISPLAY, 0, 0, 1, 1, false);
        var refusal = assertThrows(CannotOpenException.class, () -> source().open(gone, wish(), bench));
        assertFalse(refusal.fix().isBlank());
    }

    @Test
    void offersAWholePictureAtOnce() throws Exception {
        try (VideoFrame picture = next(open())) {
            assertTrue(isWhole(picture));
            assertTrue(source().produces().contains(picture.memory()));
        }
    }

    @Test
    void saysWhenItChangedAndWhenItWasCaptured() throws Exception {
        long before = bench.clock().nanoTime();
        try (VideoFrame picture = next(open())) {
            assertTrue(picture.info().nanos(Stage.CHANGED) > 0);
            assertTrue(picture.info().nanos(Stage.CAPTURED) >= before);
            assertTrue(picture.info().nanos(Stage.CAPTURED) >= picture.info().nanos(Stage.CHANGED));
            assertEquals(0, picture.info().nanos(Stage.CONVERTED));
        }
    }

    @Test
    void countsItsPicturesUp() throws Exception {
        Capture capture = open();
        long last = 0;
        for (int i = 0; i < 4; i++) {
            try (VideoFrame picture = next(capture)) {
                assertTrue(picture.info().sequence() > last);
                last = picture.info().sequence();
            }
            change();
        }
    }

    @Test
    void showsAChange() throws Exception {
        Capture capture = open();
        next(capture).close();
        change();
        try (VideoFrame picture = next(capture)) {
            assertFalse(picture.info().damage().isEmpty());
        }
    }

    @Test
    void refreshesAPartThatDidNotChange() throws Exception {
        Capture capture = open();
        next(capture).close();
        Region part = new Region().add(10, 20, 30, 40);
        Region asked = new Region().copyFrom(part);
        capture.refresh(part);
        // The region belongs to the caller again.
        part.clear();
        try (VideoFrame picture = next(capture)) {
            assertTrue(Coverage.covers(picture.info().damage(), asked));
        }
    }

    @Test
    void carriesTheDamageOfADroppedPictureIntoTheNext() throws Exception {
        Capture capture = open();
        bench.answer(Offer.DROPPED);
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (bench.offered() == 0 && System.nanoTime() < end) {
            capture.doWork();
        }
        assertTrue(bench.offered() > 0);
        bench.answer(Offer.ACCEPTED);
        change();
        try (VideoFrame picture = next(capture)) {
            assertTrue(isWhole(picture), "the first picture was dropped, so all is damage");
        }
    }

    @Test
    void doesNotWaitForPicturesThatAreOut() throws Exception {
        Capture capture = open();
        VideoFrame first = next(capture);
        Region all = new Region().full(first.format().width(), first.format().height());
        for (int i = 0; i < PICTURES * 3; i++) {
            capture.refresh(all);
            capture.doWork();
        }
        first.close();
        bench.discard();
        capture.refresh(all);
        try (VideoFrame picture = next(capture)) {
            assertTrue(isWhole(picture));
        }
    }

    @Test
    void followsNewWishes() throws Exception {
        Capture capture = open();
        next(capture).close();
        capture.adjust(new CaptureSettings(30, wish().width(), wish().height()));
        change();
        next(capture).close();
    }

    @Test
    void wakesFromItsWait() throws Exception {
        Capture capture = open();
        next(capture).close();
        capture.wake();
        long start = System.nanoTime();
        capture.await(PATIENCE_NANOS * 4);
        assertTrue(System.nanoTime() - start < PATIENCE_NANOS, "it slept through its wake-up");
    }

    @Test
    void makesNoCallbackAfterClose() throws Exception {
        Capture capture = open();
        next(capture).close();
        capture.close();
        int before = bench.offered();
        change();
        assertEquals(0, capture.doWork());
        assertEquals(before, bench.offered());
    }

    @Test
    void canBeClosedTwice() throws Exception {
        Capture capture = open();
        next(capture).close();
        capture.close();
        capture.close();
    }

    @Test
    void drainsWithoutBeingFed() throws Exception {
        Capture capture = open();
        next(capture).close();
        capture.beginDrain();
        for (int i = 0; !capture.drained() && i < 1_000_000; i++) {
            capture.doWork();
        }
        assertTrue(capture.drained());
    }

    @Test
    void leavesNoNativeMemoryAfterManyReopens() throws Exception {
        long bytes = Memory.growth(REOPENS, () -> {
            CaptureBench own = new CaptureBench(PICTURES);
            try (Capture capture = source().open(target(), wish(), own)) {
                next(capture, own).close();
            }
            own.discard();
            assertEquals(0, own.outstanding());
        });
        assertTrue(bytes < MOST_GROWTH_BYTES, bytes + " bytes more after " + REOPENS + " openings");
    }
}
