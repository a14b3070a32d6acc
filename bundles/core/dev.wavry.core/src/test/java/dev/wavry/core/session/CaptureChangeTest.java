package dev.wavry.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.api.HandOver;
import dev.wavry.api.Role;
import dev.wavry.api.SessionReason;
import dev.wavry.api.SessionState;
import dev.wavry.core.catalog.Provider;
import dev.wavry.core.fake.Eventually;
import dev.wavry.core.fake.FakeScreen;
import dev.wavry.spi.capture.CaptureSource;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class CaptureChangeTest {
    @Test
    void shouldFollowAScreenThatChangesItsSize() {
        Random random = new Random(1);
        try (World world = new World(1)) {
            World.Far far = world.join().runs();
            for (int i = 0; i < 5; i++) {
                world.screen.resize(40 + 10 * i, 30 + 8 * i);
                world.paint(random);
                far.shows();
            }
            assertFalse(far.seen.stream().anyMatch(s -> s.state() == SessionState.PAUSED), far.seen.toString());
            Eventually.that("one capture is left", () -> world.screen.live() == 1);
        }
    }

    @Test
    void shouldFollowAScreenThatChangesItsSizeWhileAHandOverIsUnderWay() {
        try (World world = new World(2)) {
            World.Far far = world.join().runs();
            CountDownLatch latch = new CountDownLatch(1);
            far.decoders.openWaitsFor(latch);
            world.screen.resize(50, 40);
            Eventually.that("the second capture is open", () -> world.screen.opened() == 2);
            world.screen.resize(70, 60);
            far.decoders.openWaitsFor(null);
            latch.countDown();
            world.screen.paint(1, 2, 3, 4, 5);
            far.shows();
        }
    }

    @Test
    void shouldOpenTheScreenAnewWhenItsCaptureThrows() {
        try (World world = new World(3)) {
            World.Far far = world.join().runs();
            world.screen.throwNext(new IllegalStateException("the display server hung up"));
            far.is(SessionState.PAUSED, SessionReason.NO_CAPTURE);
            far.is(SessionState.RUNNING, SessionReason.NONE);
            world.screen.paint(1, 2, 3, 4, 5);
            far.shows();
        }
    }

    @Test
    void shouldTakeTheNextBestCaptureWhenOneThrows() {
        try (World world = new World(4)) {
            World.Far far = world.join().runs();
            FakeScreen pattern = new FakeScreen(world.laws, "pattern", 96, 64).synthetic();
            pattern.paint(5, 5, 50, 50, 55);
            World.arrive(world.near, CaptureSource.class, "pattern", 0, pattern);
            world.screen.fail(new IllegalStateException("the display server hung up"));
            Eventually.that("the pattern is shown", () -> far.window.shows(pattern));
        }
    }

    @Test
    void shouldPauseWhileTheCaptureIsNotInstalled() {
        try (World world = new World(5)) {
            World.Far far = world.join().runs();
            world.near.leaving(world.screenProvider);
            assertEquals(0, world.screen.live());
            far.is(SessionState.PAUSED, SessionReason.NO_CAPTURE);
            assertEquals(SessionReason.NO_CAPTURE, far.hostSession().reason());
            world.screen.paint(1, 2, 3, 4, 5);
            world.near.arrived(CaptureSource.class, world.screenProvider);
            far.is(SessionState.RUNNING, SessionReason.NONE);
            far.shows();
        }
    }

    @Test
    void shouldHandOverToTheCaptureThatIsWishedForAndBack() {
        try (World world = new World(6)) {
            World.Far far = world.join().runs();
            FakeScreen other = new FakeScreen(world.laws, "other", 64, 48);
            other.paint(5, 5, 5, 5, 55);
            Provider<CaptureSource> provider = World.arrive(world.near, CaptureSource.class, "other", -1, other);
            HandOver done = world.prefer(Role.CAPTURE, "other");
            assertTrue(done.done(), done.text());
            Eventually.that("the other screen is shown", () -> far.window.shows(other));
            assertEquals(1, far.window.epoch(), "the same size needs no other encoder");
            other.paint(7, 7, 9, 9, 66);
            Eventually.that("the other screen is shown", () -> far.window.shows(other));
            assertTrue(world.prefer(Role.CAPTURE, "auto").done());
            far.shows();
            world.near.leaving(provider);
            assertEquals(0, other.live());
        }
    }

    @Test
    void shouldNotCloseACaptureWhosePicturesAnEncoderStillReads() {
        try (World world = new World(7)) {
            world.encodersA.asyncNanos(60_000_000);
            World.Far far = world.join().runs();
            FakeScreen other = new FakeScreen(world.laws, "other", 64, 48);
            World.arrive(world.near, CaptureSource.class, "other", -1, other);
            for (int i = 0; i < 6; i++) {
                world.screen.paint(i, i, 9, 9, 70 + i);
                other.paint(i, i, 9, 9, 80 + i);
                HandOver done = world.prefer(Role.CAPTURE, i % 2 == 0 ? "other" : "screen");
                assertTrue(done.done(), done.text());
            }
            far.shows();
        }
    }

    @Test
    void shouldAbandonACaptureThatIsStuck() {
        try (World world = new World(8)) {
            World.Far far = world.join().runs();
            FakeScreen other = new FakeScreen(world.laws, "other", 64, 48);
            other.paint(5, 5, 5, 5, 55);
            World.arrive(world.near, CaptureSource.class, "other", -1, other);
            CountDownLatch latch = new CountDownLatch(1);
            world.screen.stall(latch);
            Eventually.that("the other screen is shown", () -> far.window.shows(other));
            assertEquals(SessionState.RUNNING, far.client.state());
            latch.countDown();
            Eventually.that("the stuck one is closed", () -> world.screen.live() == 0);
        }
    }

    @Test
    void shouldHearWhatACaptureSaysBeforeItIsLive() {
        try (World world = new World(9)) {
            World.Far far = world.new Far("fake-a");
            CountDownLatch latch = new CountDownLatch(1);
            far.decoders.openWaitsFor(latch);
            world.admit(far.identity.id());
            far.connect(world.hostIdentity.id(), "auto", true);
            Eventually.that("the capture and the encoder are open", () -> world.encodersA.live() == 1);
            world.screen.resize(80, 70);
            far.decoders.openWaitsFor(null);
            latch.countDown();
            world.screen.paint(1, 2, 3, 4, 5);
            far.runs();
        }
    }

    @Test
    void shouldHearThatACaptureDiedBeforeItWasLive() {
        try (World world = new World(10)) {
            World.Far far = world.new Far("fake-a");
            CountDownLatch latch = new CountDownLatch(1);
            far.decoders.openWaitsFor(latch);
            world.admit(far.identity.id());
            far.connect(world.hostIdentity.id(), "auto", true);
            Eventually.that("the capture and the encoder are open", () -> world.encodersA.live() == 1);
            world.screen.fail(new IllegalStateException("the display server hung up"));
            far.decoders.openWaitsFor(null);
            latch.countDown();
            Eventually.that("the screen was opened again", () -> world.screen.opened() == 2);
            far.runs();
        }
    }

    @Test
    void shouldLetWhatIsBeingOpenedGoWhenTheHostStops() {
        World world = new World(11);
        World.Far far = world.join().runs();
        CountDownLatch latch = new CountDownLatch(1);
        world.encodersB.openWaitsFor(latch);
        CompletableFuture<HandOver> wish = world.host().prefer(Role.ENCODER, "fake-b");
        Thread opens = new Thread(() -> {
            java.util.concurrent.locks.LockSupport.parkNanos(100_000_000);
            latch.countDown();
        });
        opens.start();
        world.close();
        assertFalse(World.done(wish).done());
        assertEquals(SessionState.ENDED, far.client.state());
    }
}
