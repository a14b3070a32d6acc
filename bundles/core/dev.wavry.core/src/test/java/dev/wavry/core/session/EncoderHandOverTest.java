package dev.wavry.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.api.HandOver;
import dev.wavry.api.Role;
import dev.wavry.api.SessionReason;
import dev.wavry.api.SessionState;
import dev.wavry.core.fake.Eventually;
import dev.wavry.core.fake.FakeWindow;
import dev.wavry.rift.RiftSettings;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class EncoderHandOverTest {
    private static final int WARM_UP_PICTURES = 2;

    @Test
    void shouldTellHowLongEachStageTook() {
        try (World world = new World(20)) {
            world.join().runs();
            HandOver done = world.prefer(Role.ENCODER, "fake-b");
            assertEquals(
                    List.of("wait", "open", "warm", "answer", "picture", "code", "seen"),
                    List.copyOf(done.stagesMs().keySet()));
            double sum = done.stagesMs().values().stream()
                    .mapToDouble(Double::doubleValue)
                    .sum();
            assertEquals(done.millis(), sum, 1, done.stagesMs().toString());
        }
    }

    @Test
    void shouldKeepTheOldEncoderWhenTheNewOneCodesNothing() {
        try (World world = new World(21)) {
            World.Far far = world.join().runs();
            world.encodersB.throwNext(new IllegalStateException("codes nothing on purpose"));
            HandOver done = world.prefer(Role.ENCODER, "fake-b");
            assertFalse(done.done());
            assertTrue(done.text().contains("codes nothing on purpose"), done.text());
            world.screen.paint(0, 0, 9, 9, 99);
            far.shows();
            assertEquals(1, far.window.epoch());
            Eventually.that("the bad encoder is closed", () -> world.encodersB.live() == 0);
        }
    }

    @Test
    void shouldHandOverToAnEncoderThatAnswersLater() {
        try (World world = new World(22)) {
            World.Far far = world.join().runs();
            world.encodersB.asyncNanos(3_000_000);
            HandOver done = world.prefer(Role.ENCODER, "fake-b");
            assertTrue(done.done(), done.text());
            world.screen.paint(0, 0, 9, 9, 99);
            far.shows();
            assertEquals(2, far.window.epoch());
        }
    }

    @Test
    void shouldHandOverToTheEncoderThatIsWishedFor() {
        try (World world = new World(1)) {
            World.Far far = world.join().runs();
            HandOver done = world.prefer(Role.ENCODER, "fake-b");
            assertTrue(done.done(), done.text());
            assertTrue(done.text().contains("fake-b"), done.text());
            world.screen.paint(0, 0, 9, 9, 99);
            far.shows();
            assertEquals(2, far.window.epoch());
            Eventually.that("the old encoder is closed", () -> world.encodersA.live() == 0);
            Eventually.that("the old decoder is closed", () -> far.decoders.live() == 1);
            assertFalse(far.seen.contains(new World.Seen(SessionState.PAUSED, SessionReason.NONE)));
        }
    }

    @Test
    void shouldFeedTheOldEncoderUntilTheNewKeyFrameIsAcknowledged() {
        try (World world = new World(2)) {
            World.Far far = world.join().runs();
            CountDownLatch latch = new CountDownLatch(1);
            far.decoders.openWaitsFor(latch);
            CompletableFuture<HandOver> wish = world.host().prefer(Role.ENCODER, "fake-b");
            Eventually.that("the new encoder is open and warm", () -> world.encodersB.encoded() == WARM_UP_PICTURES);
            for (int i = 0; i < 5; i++) {
                world.screen.paint(i, i, 5, 5, 100 + i);
                far.shows();
            }
            assertEquals(1, far.window.epoch());
            assertEquals(WARM_UP_PICTURES, world.encodersB.encoded());
            assertFalse(wish.isDone());
            far.decoders.openWaitsFor(null);
            latch.countDown();
            assertTrue(World.done(wish).done());
            Eventually.that("the new epoch is shown", () -> far.window.epoch() == 2);
            far.shows();
        }
    }

    @Test
    void shouldKeepFeedingTheOldEncoderWhileTheNewKeyFrameIsLost() {
        try (World world = new World(3)) {
            World.Far far = world.join().runs();
            CountDownLatch latch = new CountDownLatch(1);
            far.decoders.openWaitsFor(latch);
            CompletableFuture<HandOver> wish = world.host().prefer(Role.ENCODER, "fake-b");
            Eventually.that("the new encoder is open", () -> world.encodersB.live() == 1);
            far.decoders.openWaitsFor(null);
            world.network.impair(0.5, 0, 0);
            int before = world.encodersA.encoded();
            latch.countDown();
            Eventually.that("the new encoder is fed", () -> world.encodersB.encoded() > WARM_UP_PICTURES);
            world.screen.paint(1, 1, 5, 5, 100);
            Eventually.that(
                    "the old encoder is fed too, or the key frame arrived",
                    () -> world.encodersA.encoded() > before || wish.isDone());
            world.network.impair(0, 0, 0);
            assertTrue(World.done(wish).done());
            far.shows();
        }
    }

    @Test
    void shouldLoseNothingInManyHandOversInARow() {
        Random random = new Random(4);
        try (World world = new World(4)) {
            World.Far far = world.join().runs();
            for (int i = 0; i < 100; i++) {
                world.paint(random);
                HandOver done = world.prefer(Role.ENCODER, i % 2 == 0 ? "fake-b" : "fake-a");
                assertTrue(done.done(), done.text());
                assertEquals(SessionState.RUNNING, far.client.state());
                assertEquals(SessionState.RUNNING, far.hostSession().state());
            }
            world.paint(random);
            far.shows();
            assertOrdered(far.window.shown());
            assertFalse(far.seen.stream().anyMatch(s -> s.state() == SessionState.PAUSED), far.seen.toString());
            assertEquals(1, world.encodersA.live() + world.encodersB.live());
        }
    }

    @Test
    void shouldSettleExactlyWhenHandedOverOnABadNetwork() {
        Random random = new Random(5);
        try (World world = new World(5)) {
            World.Far far = world.join().runs();
            world.network.impair(0.1, 0.2, 0.1);
            world.encodersA.dropChance(0.2);
            world.encodersB.dropChance(0.2);
            for (int i = 0; i < 20; i++) {
                CompletableFuture<HandOver> wish = world.host().prefer(Role.ENCODER, i % 2 == 0 ? "fake-b" : "fake-a");
                while (!wish.isDone()) {
                    world.paint(random);
                    java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
                }
                assertTrue(wish.join().done(), wish.join().text());
                far.shows();
            }
            assertOrdered(far.window.shown());
        }
    }

    /** Epochs never go back; within an epoch sequences only grow. */
    private static void assertOrdered(List<FakeWindow.Shown> shown) {
        for (int i = 1; i < shown.size(); i++) {
            FakeWindow.Shown before = shown.get(i - 1);
            FakeWindow.Shown now = shown.get(i);
            assertTrue(
                    now.epoch() > before.epoch() || now.epoch() == before.epoch() && now.sequence() > before.sequence(),
                    before + " then " + now);
        }
    }

    @Test
    void shouldShowEveryPaintedPictureAroundAHandOverWhenNothingIsLost() {
        try (World world = new World(6)) {
            World.Far far = world.join().runs();
            for (int i = 0; i < 10; i++) {
                CompletableFuture<HandOver> wish = world.host().prefer(Role.ENCODER, i % 2 == 0 ? "fake-b" : "fake-a");
                int colour = 0;
                while (!wish.isDone()) {
                    // Each picture arrives although a hand-over is under way: the gap is never longer than one.
                    world.screen.paint(0, 0, 8, 8, i * 1000 + colour++);
                    far.shows();
                }
                assertTrue(wish.join().done());
            }
        }
    }

    @Test
    void shouldGoOnWithTheOldEncoderWhenTheClientCannotOpenADecoder() {
        try (World world = new World(7)) {
            World.Far far = world.join().runs();
            far.decoders.refuse("no memory left");
            far.others.refuse("no memory left");
            HandOver done = world.prefer(Role.ENCODER, "fake-b");
            assertFalse(done.done());
            assertTrue(done.text().contains("client") && done.text().contains("fake-b"), done.text());
            world.screen.paint(0, 0, 9, 9, 99);
            far.shows();
            assertEquals(1, far.window.epoch());
            assertEquals(SessionState.RUNNING, far.client.state());
            Eventually.that("the refused encoder is closed", () -> world.encodersB.live() == 0);
            // The wish is forgotten: what arrives later does not bring it back.
            World.arrive(world.near, dev.wavry.spi.capture.CaptureSource.class, "other", -1, world.screen);
            Eventually.always("the old encoder stays", 200, () -> world.encodersB.live() == 0);
            assertTrue(world.host().plan().contains("fake-a"), world.host().plan());
        }
    }

    @Test
    void shouldGoOnWhenTheWishedCodecIsUnknownToTheClient() {
        try (World world = new World(8)) {
            World.Far far = world.join("auto", "fake-a").runs();
            HandOver done = world.prefer(Role.ENCODER, "fake-b");
            assertFalse(done.done());
            assertTrue(done.text().contains("fake-b") && done.text().contains("fake-a"), done.text());
            world.screen.paint(0, 0, 9, 9, 99);
            far.shows();
            assertEquals(SessionState.RUNNING, far.client.state());
        }
    }

    @Test
    void shouldGoOnWhenTheWishedEncoderCannotBeOpened() {
        try (World world = new World(9)) {
            World.Far far = world.join().runs();
            world.encodersB.refuse("the device is broken");
            HandOver done = world.prefer(Role.ENCODER, "fake-b");
            assertFalse(done.done());
            assertTrue(done.text().contains("the device is broken"), done.text());
            world.screen.paint(0, 0, 9, 9, 99);
            far.shows();
            Eventually.always("nobody pauses", 800, () -> far.client.state() == SessionState.RUNNING);
            world.screen.paint(5, 5, 9, 9, 98);
            far.shows();
        }
    }

    @Test
    void shouldAnswerAWishOnlyWhenItsOwnHandOverIsOver() {
        try (World world = new World(10)) {
            World.Far far = world.join().runs();
            CountDownLatch latch = new CountDownLatch(1);
            far.decoders.openWaitsFor(latch);
            CompletableFuture<HandOver> first = world.host().prefer(Role.ENCODER, "enc-a");
            Eventually.that("the first hand-over is under way", () -> world.encodersA.live() == 2);
            CompletableFuture<HandOver> second = world.host().prefer(Role.ENCODER, "fake-b");
            far.decoders.openWaitsFor(null);
            latch.countDown();
            assertTrue(World.done(first).done());
            HandOver done = World.done(second);
            assertTrue(done.done(), done.text());
            assertTrue(done.text().contains("fake-b"), done.text());
            far.shows();
            assertEquals(0, world.encodersA.live() - (world.encodersB.live() == 1 ? world.encodersA.live() : 9));
        }
    }

    @Test
    void shouldKeepAWishThatCameWhileAnotherOneFailed() {
        try (World world = new World(11)) {
            World.Far far = world.join().runs();
            CountDownLatch latch = new CountDownLatch(1);
            world.encodersB.openWaitsFor(latch);
            world.encodersB.refuse("broken today");
            CompletableFuture<HandOver> first = world.host().prefer(Role.ENCODER, "fake-b");
            CompletableFuture<HandOver> second = world.host().prefer(Role.ENCODER, "enc-a");
            latch.countDown();
            assertFalse(World.done(first).done());
            assertTrue(World.done(second).done(), World.done(second).text());
            far.shows();
        }
    }

    @Test
    void shouldSurviveManyWishesAtOnce() {
        try (World world = new World(12)) {
            World.Far far = world.join().runs();
            List<CompletableFuture<HandOver>> wishes = new java.util.ArrayList<>();
            for (int i = 0; i < 30; i++) {
                wishes.add(world.host().prefer(Role.ENCODER, i % 2 == 0 ? "fake-b" : "fake-a"));
                world.screen.paint(i, i, 5, 5, 100 + i);
            }
            wishes.forEach(World::done);
            far.shows();
            Eventually.that("the last wish is live", () -> world.host().plan().contains("fake-a"));
            assertEquals(SessionState.RUNNING, far.client.state());
        }
    }

    @Test
    void shouldRefuseAWishForAPartOfTheOtherSide() {
        try (World world = new World(13)) {
            World.Far far = world.join().runs();
            assertFalse(world.prefer(Role.DECODER, "dec-2").done());
            assertFalse(World.done(far.client.prefer(Role.ENCODER, "fake-b")).done());
        }
    }

    @Test
    void shouldAnswerAWishThatComesAfterTheEnd() {
        World.Far far;
        HostRuntime host;
        try (World world = new World(14)) {
            far = world.join().runs();
            host = world.host();
        }
        assertFalse(World.done(far.client.prefer(Role.DECODER, "dec-2")).done());
        assertFalse(World.done(host.prefer(Role.ENCODER, "fake-b")).done());
    }

    @Test
    void shouldHandOverWhileTheLinkIsFull() {
        Random random = new Random(77);
        RiftSettings narrow = RiftSettings.defaults().withPaceKbps(4000).withVideoBytes(1 << 16, 1 << 20);
        try (World world = new World(77, narrow)) {
            World.Far far = world.join().runs();
            for (int i = 0; i < 6; i++) {
                long before = refused(far);
                Eventually.that("the link refuses frames", () -> {
                    world.paint(random);
                    return refused(far) > before;
                });
                CompletableFuture<HandOver> wish = world.host().prefer(Role.ENCODER, i % 2 == 0 ? "fake-b" : "fake-a");
                Eventually.that("the encoder is exchanged", () -> {
                    world.paint(random);
                    return wish.isDone();
                });
                far.shows();
            }
        }
    }

    private static long refused(World.Far far) {
        return far.hostSession().report().counters().get("framesRefusedByLink");
    }
}
