package dev.wavry.capture.testpattern.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.wavry.spi.capture.Capture;
import dev.wavry.spi.capture.CaptureSettings;
import dev.wavry.spi.capture.CaptureTarget;
import dev.wavry.spi.capture.CaptureTarget.Kind;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.media.Offer;
import dev.wavry.spi.media.Region;
import java.lang.management.ManagementFactory;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TestPatternTest {
    private static final CaptureSettings WISH = new CaptureSettings(50, 0, 0);
    private static final long TICK_NANOS = 20_000_000L;

    private final TestPatternSource source = new TestPatternSource(640, 400, false);
    private final Viewer viewer = new Viewer();

    @Test
    void shouldOfferBothPatternsAsSynthetic() {
        assertEquals("testpattern/small", source.targets().get(0).id());
        assertEquals("testpattern/full", source.targets().get(1).id());
        assertEquals(Kind.SYNTHETIC, source.targets().get(0).kind());
        assertEquals(
                "testpattern/full",
                new TestPatternSource(640, 400, true).targets().get(0).id());
    }

    @Test
    void shouldPaintTheNumberOfThePicture() throws Exception {
        for (int width : new int[] {640, 200, 128}) {
            Viewer eyes = new Viewer();
            Capture capture = source.open(target("small"), new CaptureSettings(50, width, 80), eyes);
            for (int i = 0; i < 40; i++) {
                tick(capture, eyes);
                assertEquals(eyes.lastSequence, eyes.number());
            }
            assertEquals(40, eyes.pictures);
        }
    }

    @Test
    void shouldKeepToTheWishedRate() throws Exception {
        Capture capture = open("small");
        assertEquals(1, capture.doWork());
        assertEquals(0, capture.doWork());
        viewer.nowNanos += TICK_NANOS - 1;
        assertEquals(0, capture.doWork());
        viewer.nowNanos += 1;
        assertEquals(1, capture.doWork());
        capture.adjust(new CaptureSettings(100, 0, 0));
        viewer.nowNanos += TICK_NANOS / 2;
        assertEquals(1, capture.doWork());
    }

    @Test
    void shouldNotMakeUpForTicksThatNobodyHadTimeFor() throws Exception {
        Capture capture = open("small");
        capture.doWork();
        viewer.nowNanos += 100 * TICK_NANOS;
        int made = 0;
        while (capture.doWork() > 0) {
            made++;
        }
        assertTrue(made <= 2, made + " pictures at once");
    }

    @Test
    void shouldDeclareEverythingThatChangedWhateverIsDropped() throws Exception {
        long seed = 31;
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (String motion : new String[] {"small", "full"}) {
            Viewer eyes = new Viewer();
            Capture capture = source.open(target(motion), WISH, eyes);
            for (int i = 0; i < 200; i++) {
                eyes.answer = random.nextInt(3) == 0 ? Offer.DROPPED : Offer.ACCEPTED;
                eyes.keep = random.nextInt(2);
                tick(capture, eyes);
                eyes.assertScreenIsThePictureIfAccepted();
            }
        }
    }

    @Test
    void shouldChangeLittleOrEverythingAsAskedFor() throws Exception {
        Capture small = open("small");
        tick(small, viewer);
        assertEquals("[640x400+0+0]", viewer.damage.toString());
        tick(small, viewer);
        assertTrue(viewer.damage.area() < 640 * 400 / 20, viewer.damage::toString);
        Viewer eyes = new Viewer();
        Capture full = source.open(target("full"), WISH, eyes);
        tick(full, eyes);
        int before = eyes.pixel(600, 300);
        int changed = 0;
        for (int i = 0; i < 100; i++) {
            tick(full, eyes);
            changed += eyes.pixel(600, 300) == before ? 0 : 1;
            assertEquals("[640x400+0+0]", eyes.damage.toString());
        }
        assertTrue(changed > 50, changed + " changes");
    }

    @Test
    void shouldRefreshWithoutWaitingForTheTick() throws Exception {
        Capture capture = open("small");
        tick(capture, viewer);
        capture.refresh(new Region().add(600, 300, 100, 10));
        assertEquals(1, capture.doWork());
        assertTrue(viewer.damage.toString().contains("40x10+600+300"), viewer.damage::toString);
        assertEquals(0, capture.doWork());
    }

    @Test
    void shouldAskToBeOpenedAgainForAnotherSize() throws Exception {
        Capture capture = open("small");
        capture.adjust(new CaptureSettings(50, 640, 0));
        assertFalse(viewer.reopen);
        capture.adjust(new CaptureSettings(50, 800, 600));
        assertTrue(viewer.reopen);
    }

    @Test
    void shouldRefuseSizesThatCannotBeMadeAndPatternsThatAreNotHere() {
        assertThrows(
                CannotOpenException.class,
                () -> source.open(target("small"), new CaptureSettings(50, 127, 600), viewer));
        assertThrows(
                CannotOpenException.class,
                () -> source.open(target("small"), new CaptureSettings(50, 20000, 600), viewer));
        assertThrows(CannotOpenException.class, () -> source.open(target("odd"), WISH, viewer));
    }

    @Test
    void shouldAllocateNothingPerPicture() throws Exception {
        Capture capture = open("small");
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int i = 0; i < 3000; i++) {
            tick(capture, viewer);
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 1000; i++) {
            tick(capture, viewer);
        }
        long bytes = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(bytes < 8000, bytes + " bytes for 1000 pictures");
    }

    @Test
    void shouldSleepUntilTheTickOrUntilWoken() throws Exception {
        Capture capture = open("small");
        tick(capture, viewer);
        capture.wake();
        capture.await(60_000_000_000L);
        capture.beginDrain();
        Thread waker = new Thread(capture::wake);
        waker.start();
        capture.await(60_000_000_000L);
        waker.join();
        assertEquals(0, capture.doWork());
    }

    private Capture open(String motion) throws CannotOpenException {
        return source.open(target(motion), WISH, viewer);
    }

    private static void tick(Capture capture, Viewer viewer) {
        if (capture.doWork() == 0) {
            viewer.nowNanos += TICK_NANOS;
            assertEquals(1, capture.doWork());
        }
    }

    private static CaptureTarget target(String motion) {
        return new CaptureTarget("testpattern/" + motion, motion, Kind.SYNTHETIC, 0, 0, 640, 400, false);
    }
}
