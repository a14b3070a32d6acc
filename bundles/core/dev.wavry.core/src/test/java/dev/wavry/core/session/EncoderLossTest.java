package dev.wavry.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.api.SessionReason;
import dev.wavry.api.SessionState;
import dev.wavry.core.fake.Eventually;
import dev.wavry.spi.codec.VideoEncoderFactory;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class EncoderLossTest {
    /** The catalog waits at most 500 ms; what it does afterwards takes a moment on a busy machine. */
    private static final long LEFT_IN_NANOS = TimeUnit.MILLISECONDS.toNanos(1500);

    @Test
    void shouldHandOverToTheNextBestWhenTheEncoderLeaves() {
        try (World world = new World(1)) {
            World.Far far = world.join().runs();
            world.near.leaving(world.a);
            assertEquals(0, world.encodersA.live());
            world.screen.paint(0, 0, 9, 9, 99);
            far.shows();
            assertFalse(far.seen.stream().anyMatch(s -> s.state() == SessionState.PAUSED), far.seen.toString());
        }
    }

    @Test
    void shouldPauseWhenTheOnlyEncoderLeavesAndGoOnWhenItReturns() {
        try (World world = new World(2)) {
            world.near.leaving(world.b);
            World.Far far = world.join().runs();
            world.near.leaving(world.a);
            assertEquals(0, world.encodersA.live());
            far.is(SessionState.PAUSED, SessionReason.NO_ENCODER);
            assertEquals(SessionReason.NO_ENCODER, far.hostSession().reason());
            world.screen.paint(0, 0, 9, 9, 99);
            world.near.arrived(VideoEncoderFactory.class, world.a);
            far.is(SessionState.RUNNING, SessionReason.NONE);
            far.shows();
            assertEquals(SessionState.RUNNING, far.hostSession().state());
        }
    }

    @Test
    void shouldNotPauseWhenTheOnlyEncoderIsBackWithinTheGrace() {
        try (World world = new World(3)) {
            world.near.leaving(world.b);
            World.Far far = world.join().runs();
            for (int i = 0; i < 10; i++) {
                world.near.leaving(world.a);
                world.near.arrived(VideoEncoderFactory.class, world.a);
                world.screen.paint(i, i, 9, 9, 99);
                far.shows();
            }
            assertFalse(far.seen.stream().anyMatch(s -> s.state() == SessionState.PAUSED), far.seen.toString());
        }
    }

    @Test
    void shouldNotPauseWhileTheEncoderThatIsBackWithinTheGraceIsBeingOpened() {
        try (World world = new World(4)) {
            world.near.leaving(world.b);
            World.Far far = world.join().runs();
            world.near.leaving(world.a);
            CountDownLatch latch = new CountDownLatch(1);
            world.encodersA.openWaitsFor(latch);
            world.near.arrived(VideoEncoderFactory.class, world.a);
            Eventually.always("no pause", 400, () -> far.client.state() == SessionState.RUNNING);
            latch.countDown();
            world.screen.paint(1, 1, 9, 9, 99);
            far.shows();
            assertFalse(far.seen.stream().anyMatch(s -> s.state() == SessionState.PAUSED), far.seen.toString());
        }
    }

    @Test
    void shouldLetAnEncoderGoInTimeAlthoughNoClientAnswers() {
        try (World world = new World(5)) {
            World.Far far = world.join().runs();
            world.network.cut(true);
            long start = System.nanoTime();
            world.near.leaving(world.a);
            long took = System.nanoTime() - start;
            assertEquals(0, world.encodersA.live());
            assertTrue(took < LEFT_IN_NANOS, took / 1_000_000 + " ms");
            world.network.cut(false);
            world.screen.paint(1, 1, 9, 9, 99);
            far.shows();
        }
    }

    @Test
    void shouldLetAnEncoderGoThatIsJustBeingPrepared() {
        try (World world = new World(6)) {
            World.Far far = world.join().runs();
            CountDownLatch latch = new CountDownLatch(1);
            far.decoders.openWaitsFor(latch);
            var wish = world.host().prefer(dev.wavry.api.Role.ENCODER, "fake-b");
            Eventually.that("the new encoder is open", () -> world.encodersB.live() == 1);
            world.near.leaving(world.b);
            assertEquals(0, world.encodersB.live());
            assertFalse(World.done(wish).done());
            far.decoders.openWaitsFor(null);
            latch.countDown();
            world.screen.paint(1, 1, 9, 9, 99);
            far.shows();
        }
    }

    @Test
    void shouldLetAnEncoderGoThatIsStillBeingOpened() {
        try (World world = new World(7)) {
            World.Far far = world.join().runs();
            CountDownLatch latch = new CountDownLatch(1);
            world.encodersB.openWaitsFor(latch);
            var wish = world.host().prefer(dev.wavry.api.Role.ENCODER, "fake-b");
            Thread opens = new Thread(() -> {
                java.util.concurrent.locks.LockSupport.parkNanos(100_000_000);
                latch.countDown();
            });
            opens.start();
            world.near.leaving(world.b);
            assertEquals(0, world.encodersB.live());
            World.done(wish);
            world.screen.paint(1, 1, 9, 9, 99);
            far.shows();
            assertTrue(world.host().plan().contains("fake-a"), world.host().plan());
        }
    }

    @Test
    void shouldTakeTheNextBestWhenAnEncoderThrows() {
        try (World world = new World(8)) {
            World.Far far = world.join().runs();
            world.encodersA.throwNext(new IllegalStateException("the encoder broke"));
            world.screen.paint(0, 0, 9, 9, 99);
            far.shows();
            Eventually.that("the other encoder is live", () -> world.encodersB.live() == 1);
            Eventually.that("the broken one is closed", () -> world.encodersA.live() == 0);
            world.screen.paint(0, 0, 9, 9, 100);
            far.shows();
            assertEquals(SessionState.RUNNING, far.hostSession().state());
        }
    }

    @Test
    void shouldComeBackAfterTheOnlyEncoderThrew() {
        try (World world = new World(9)) {
            world.near.leaving(world.b);
            World.Far far = world.join().runs();
            world.encodersA.throwNext(new IllegalStateException("the encoder broke"));
            world.screen.paint(0, 0, 9, 9, 99);
            far.is(SessionState.PAUSED, SessionReason.NO_ENCODER);
            far.is(SessionState.RUNNING, SessionReason.NONE);
            far.shows();
        }
    }

    @Test
    void shouldAbandonAnEncoderThatIsStuckAndLeakNothingOnceItReturns() {
        try (World world = new World(10)) {
            World.Far far = world.join().runs();
            CountDownLatch latch = new CountDownLatch(1);
            world.encodersA.stall(latch);
            world.screen.paint(0, 0, 9, 9, 99);
            Eventually.that("the other encoder is live", () -> world.encodersB.live() == 1);
            far.shows();
            world.screen.paint(0, 0, 9, 9, 100);
            far.shows();
            assertEquals(1, world.encodersA.live());
            int shown = far.window.count();
            latch.countDown();
            Eventually.that("the stuck one is closed", () -> world.encodersA.live() == 0);
            Eventually.that("its capture too", () -> world.screen.live() == 1);
            assertEquals(shown, far.window.count());
            world.screen.paint(0, 0, 9, 9, 101);
            far.shows();
        }
    }

    @Test
    void shouldTakeAnEncoderThatSettlesLater() {
        try (World world = new World(11)) {
            world.near.leaving(world.a);
            world.near.leaving(world.b);
            World.Far far = world.join();
            far.is(SessionState.PAUSED, SessionReason.NO_ENCODER);
            World.Far second = world.join();
            second.is(SessionState.PAUSED, SessionReason.NO_ENCODER);
            world.near.arrived(VideoEncoderFactory.class, world.b);
            far.runs();
            second.runs();
        }
    }
}
