package dev.wavry.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.api.HandOver;
import dev.wavry.api.Role;
import dev.wavry.api.SessionState;
import dev.wavry.core.fake.Eventually;
import dev.wavry.core.fake.FakeEncoders;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Strategies that misbehave are found, reported and replaced, and the session goes on. */
@Timeout(120)
class ContainmentTest {
    private static void paintUntilReplaced(World world, World.Far far) {
        int[] colour = {1};
        Eventually.that("the next best encoder is live", () -> {
            world.screen.paint(0, 0, 9, 9, colour[0]++);
            return world.encodersB.live() == 1 && world.host().plan().contains("fake-b");
        });
        world.screen.paint(3, 3, 9, 9, 77);
        far.shows();
        assertEquals(SessionState.RUNNING, far.client.state());
        assertEquals(SessionState.RUNNING, far.hostSession().state());
    }

    @Test
    void shouldReplaceAnEncoderWhoseFramesCannotBeDecoded() {
        try (World world = new World(31)) {
            World.Far far = world.join().runs();
            world.encodersA.madness(FakeEncoders.Madness.GARBAGE);
            paintUntilReplaced(world, far);
            assertTrue(
                    world.host().trouble().contains("cannot be decoded"),
                    world.host().trouble());
            Eventually.that("the bad one is closed", () -> world.encodersA.live() == 0);
        }
    }

    @Test
    void shouldReplaceAnEncoderThatKeepsPictures() {
        try (World world = new World(32)) {
            World.Far far = world.join().runs();
            world.encodersA.madness(FakeEncoders.Madness.KEEP);
            paintUntilReplaced(world, far);
            assertTrue(
                    world.host().trouble().contains("gives none back"),
                    world.host().trouble());
            Eventually.that("the bad one is closed", () -> world.encodersA.live() == 0);
            world.encodersA.giveBack();
        }
    }

    @Test
    void shouldCloseACaptureWhosePicturesComeBackLate() {
        try (World world = new World(33)) {
            World.Far far = world.join().runs();
            world.encodersA.madness(FakeEncoders.Madness.KEEP);
            paintUntilReplaced(world, far);
            assertEquals(2, world.screen.live(), "its pictures are still read");
            world.encodersA.giveBack();
            Eventually.that("the old capture is closed", () -> world.screen.live() == 1);
            world.screen.paint(1, 1, 9, 9, 5);
            far.shows();
        }
    }

    @Test
    void shouldReplaceAnEncoderThatCodesNothing() {
        try (World world = new World(34)) {
            World.Far far = world.join().runs();
            world.encodersA.madness(FakeEncoders.Madness.SWALLOW);
            paintUntilReplaced(world, far);
            assertTrue(
                    world.host().trouble().contains("coded none"), world.host().trouble());
        }
    }

    @Test
    void shouldLeaveAQuietEncoderAloneOnAStillScreen() {
        try (World world = new World(35)) {
            World.Far far = world.join().runs();
            Eventually.always(
                    "nobody is blamed", 700, () -> world.host().trouble().isEmpty());
            assertEquals(1, world.encodersA.live());
            world.screen.paint(1, 1, 9, 9, 5);
            far.shows();
        }
    }

    @Test
    void shouldGiveUpAnEncoderThatNeverOpensWhileTheOldOneGoesOn() {
        try (World world = new World(36)) {
            World.Far far = world.join().runs();
            CountDownLatch latch = new CountDownLatch(1);
            world.encodersB.openWaitsFor(latch);
            CompletableFuture<HandOver> wish = world.host().prefer(Role.ENCODER, "fake-b");
            int[] colour = {1};
            Eventually.that("the wish is given up", () -> {
                world.screen.paint(0, 0, 9, 9, colour[0]++);
                return wish.isDone();
            });
            assertFalse(wish.join().done());
            assertTrue(wish.join().text().contains("did not open"), wish.join().text());
            far.shows();
            // What runs on OPENER goes on although a thread of it is lost.
            assertTrue(world.prefer(Role.ENCODER, "enc-a").done());
            far.shows();
            world.encodersB.openWaitsFor(null);
            latch.countDown();
            Eventually.that("what was opened too late is closed", () -> world.encodersB.live() == 0);
        }
    }

    @Test
    void shouldGoOnForTheOthersWhenOneOfThemCannotDecode() {
        try (World world = new World(37)) {
            World.Far first = world.join().runs();
            World.Far second = world.join().runs();
            world.encodersA.madness(FakeEncoders.Madness.GARBAGE);
            paintUntilReplaced(world, first);
            second.shows();
            assertEquals(SessionState.RUNNING, second.client.state());
        }
    }
}
