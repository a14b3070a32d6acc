package dev.wavry.platform.linux.capture.x11.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.spi.capture.CaptureSettings;
import dev.wavry.spi.media.Offer;
import dev.wavry.spi.media.Region;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class X11CaptureTest {
    private static final int RED = 0xd02010;
    private static final int GREEN = 0x10c040;
    private static final int BLUE = 0x2030e0;

    @Test
    void shouldGiveTheWholePictureFirst() throws Exception {
        try (Bench bench = Bench.on(320, 200)) {
            bench.painter.fill(RED, 0, 0, 320, 200);
            bench.started();
            assertEquals("[320x200+0+0]", bench.consumer.lastDamage.toString());
            assertEquals(RED, bench.consumer.rgb(0, 0));
            assertEquals(RED, bench.consumer.rgb(319, 199));
        }
    }

    @Test
    void shouldTellExactlyWhatWasDrawn() throws Exception {
        try (Bench bench = Bench.on(320, 200).started()) {
            int before = bench.consumer.pictures;
            bench.painter.fill(GREEN, 17, 23, 31, 7);
            bench.until("the rectangle", () -> bench.consumer.pictures > before);
            assertEquals("[31x7+17+23]", bench.consumer.lastDamage.toString());
            assertEquals(GREEN, bench.consumer.rgb(17, 23));
            assertEquals(GREEN, bench.consumer.rgb(47, 29));
            assertFalse(bench.consumer.rgb(48, 29) == GREEN);
        }
    }

    @Test
    void shouldTellDamageFarApartAsSeveralRectangles() throws Exception {
        try (Bench bench = Bench.on(1280, 800).started()) {
            int before = bench.consumer.pictures;
            bench.painter.queue(RED, 10, 10, 20, 20);
            bench.painter.queue(BLUE, 1200, 700, 30, 30);
            bench.painter.fill(GREEN, 600, 400, 5, 5);
            bench.until("the rectangles", () -> bench.consumer.pictures > before);
            bench.settle();
            assertEquals(RED, bench.consumer.rgb(29, 29));
            assertEquals(BLUE, bench.consumer.rgb(1229, 729));
            assertEquals(GREEN, bench.consumer.rgb(604, 404));
            assertTrue(
                    bench.consumer.lastDamage.area() <= 20 * 20 + 30 * 30 + 5 * 5, bench.consumer.lastDamage::toString);
        }
    }

    @Test
    void shouldKeepEveryPixelOfEveryPictureValid() throws Exception {
        long seed = 4711;
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        int[][] model = new int[200][320];
        try (Bench bench = Bench.on(320, 200)) {
            bench.painter.fill(0, 0, 0, 320, 200);
            bench.consumer.hold = true;
            bench.started();
            for (int round = 0; round < 300; round++) {
                int colour = random.nextInt(0x1000000);
                int x = random.nextInt(320);
                int y = random.nextInt(200);
                int width = 1 + random.nextInt(320 - x);
                int height = 1 + random.nextInt(200 - y);
                bench.consumer.answer = random.nextInt(4) == 0 ? Offer.DROPPED : Offer.ACCEPTED;
                int before = bench.consumer.pictures;
                bench.painter.fill(colour, x, y, width, height);
                fill(model, colour, x, y, width, height);
                bench.until("picture " + round, () -> bench.consumer.pictures > before);
                bench.consumer.answer = Offer.ACCEPTED;
                assertSame(model, bench.consumer, round);
                releaseSome(bench.consumer, random);
            }
            releaseAll(bench.consumer);
        }
    }

    private static void fill(int[][] model, int colour, int x, int y, int width, int height) {
        for (int row = y; row < y + height; row++) {
            java.util.Arrays.fill(model[row], x, x + width, colour);
        }
    }

    private static void assertSame(int[][] model, Consumer consumer, int round) {
        var picture = consumer.held.get(consumer.held.size() - 1);
        for (int y = 0; y < 200; y++) {
            for (int x = 0; x < 320; x++) {
                if (model[y][x] != Consumer.rgb(picture, x, y)) {
                    throw new AssertionError("round " + round + ": pixel " + x + "," + y + " is stale");
                }
            }
        }
    }

    /** Gives back in changing orders, so that memories are used in changing orders. */
    private static void releaseSome(Consumer consumer, Random random) {
        while (consumer.held.size() > 1 + random.nextInt(3)) {
            consumer.held.remove(random.nextInt(consumer.held.size())).close();
        }
    }

    private static void releaseAll(Consumer consumer) {
        consumer.held.forEach(frame -> frame.close());
        consumer.held.clear();
        assertEquals(0, consumer.pool.outstanding());
        assertEquals(0, consumer.pool.misuses());
    }

    @Test
    void shouldMergeTheDamageOfADroppedPictureIntoTheNext() throws Exception {
        try (Bench bench = Bench.on(320, 200).started()) {
            bench.consumer.answer = Offer.DROPPED;
            int before = bench.consumer.pictures;
            bench.painter.fill(RED, 10, 10, 20, 20);
            bench.until("the dropped picture", () -> bench.consumer.pictures > before);
            bench.consumer.answer = Offer.ACCEPTED;
            bench.until("the change without any new one", () -> bench.consumer.rgb(29, 29) == RED);
            assertEquals("[20x20+10+10]", bench.consumer.lastDamage.toString());
            assertEquals(1L, bench.consumer.counters.values().get("capture.dropped"));
        }
    }

    @Test
    void shouldWaitForAPictureToComeBack() throws Exception {
        try (Bench bench = Bench.on(320, 200).started()) {
            bench.consumer.hold = true;
            for (int i = 0; i < 4; i++) {
                int before = bench.consumer.pictures;
                bench.painter.fill(BLUE + i, 0, 0, 10, 10);
                bench.until("picture " + i, () -> bench.consumer.pictures > before);
            }
            bench.painter.fill(RED, 0, 0, 10, 10);
            bench.until(
                    "the pool to be empty",
                    () -> bench.consumer.counters.values().get("capture.no-slot") > 0);
            releaseAll(bench.consumer);
            bench.until("the late change", () -> bench.consumer.rgb(9, 9) == RED);
            releaseAll(bench.consumer);
        }
    }

    @Test
    void shouldOfferNothingMoreAfterTheConsumerClosed() throws Exception {
        try (Bench bench = Bench.on(320, 200).started()) {
            bench.consumer.answer = Offer.CLOSED;
            int before = bench.consumer.pictures;
            bench.painter.fill(RED, 0, 0, 10, 10);
            bench.until("the last offer", () -> bench.consumer.pictures > before);
            bench.painter.fill(BLUE, 0, 0, 10, 10);
            bench.settle();
            assertEquals(before + 1, bench.consumer.pictures);
        }
    }

    @Test
    void shouldOfferAPartThatDidNotChangeWhenAskedTo() throws Exception {
        try (Bench bench = Bench.on(320, 200).started()) {
            int before = bench.consumer.pictures;
            bench.capture.refresh(new Region().add(300, 100, 500, 50));
            assertTrue(bench.capture.doWork() > 0);
            assertEquals(before + 1, bench.consumer.pictures);
            assertEquals("[20x50+300+100]", bench.consumer.lastDamage.toString());
        }
    }

    @Test
    void shouldKeepToTheFrameRateButLetOnePictureComeEarly() throws Exception {
        try (Bench bench = Bench.on(320, 200).started()) {
            bench.capture.adjust(new CaptureSettings(10, 0, 0));
            long[] captured = new long[4];
            for (int i = 0; i < captured.length; i++) {
                int colour = RED + i;
                bench.painter.fill(colour, 0, 0, 10, 10);
                bench.until("change " + i, () -> bench.consumer.rgb(0, 0) == colour);
                captured[i] = bench.consumer.lastCapturedNanos;
                assertTrue(bench.consumer.lastChangedNanos < captured[i]);
            }
            long apart = captured[3] - captured[0];
            // The fourth may come as early as the third should: two pictures of 100 ms each after the first.
            assertTrue(apart >= 190_000_000L, "4 pictures in " + apart + " ns at 10 pictures a second");
        }
    }

    @Test
    void shouldSleepWhileNothingChanges() throws Exception {
        try (Bench bench = Bench.on(320, 200).started()) {
            int wakeUps = 0;
            int before = bench.consumer.pictures;
            long end = System.nanoTime() + 1_000_000_000L;
            while (System.nanoTime() - end < 0) {
                bench.capture.await(end - System.nanoTime());
                bench.capture.doWork();
                wakeUps++;
            }
            // One for the end of the time, one in case the clocks disagree by a little.
            assertTrue(wakeUps <= 2, wakeUps + " wake-ups in a second of silence");
            assertEquals(before, bench.consumer.pictures);
        }
    }

    @Test
    void shouldWakeUpFromAnotherThread() throws Exception {
        try (Bench bench = Bench.on(320, 200).started()) {
            Thread waker = new Thread(bench.capture::wake);
            waker.start();
            bench.capture.await(60_000_000_000L);
            waker.join();
        }
    }

    @Test
    void shouldTellOfADyingServerAndLeaveTheProcessAlive() throws Exception {
        try (Bench bench = Bench.on(320, 200).started()) {
            bench.server.kill();
            bench.until("the failure", () -> bench.consumer.failure != null);
            assertNotNull(bench.consumer.failure);
            assertTrue(bench.consumer.failure.getMessage().contains(bench.server.display()));
            assertEquals(0, bench.capture.doWork());
            bench.capture.refresh(new Region().full(320, 200));
            assertEquals(0, bench.capture.doWork());
            assertTrue(bench.source.targets().isEmpty());
        }
    }

    @Test
    void shouldSurviveAServerThatDiesBetweenTwoPictures() throws Exception {
        try (Bench bench = Bench.on(320, 200).started()) {
            bench.painter.fill(RED, 0, 0, 10, 10);
            bench.capture.await(1_000_000_000L);
            bench.server.kill();
            bench.until("the failure", () -> bench.consumer.failure != null);
        }
    }
}
