package dev.wavry.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.api.HandOver;
import dev.wavry.api.Role;
import dev.wavry.api.SessionReason;
import dev.wavry.api.SessionState;
import dev.wavry.core.fake.Eventually;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ViewersTest {
    @Test
    void shouldShowOneDisplayToViewersThatComeAndGo() {
        Random random = new Random(1);
        try (World world = new World(1)) {
            World.Far first = world.join().runs();
            world.paint(random);
            World.Far second = world.join().runs();
            world.paint(random);
            first.shows();
            second.shows();
            assertEquals(1, world.encodersA.opened(), "both share the encoder");
            first.client.close();
            World.done(first.client.ended());
            world.paint(random);
            second.shows();
            World.Far third = world.join().runs();
            world.paint(random);
            third.shows();
            second.shows();
        }
    }

    @Test
    void shouldStopCaptureAndEncoderWhenNobodyWatchesAndStartThemAgain() {
        try (World world = new World(2)) {
            World.Far first = world.join().runs();
            first.client.close();
            World.done(first.client.ended());
            Eventually.that("nothing runs", () -> world.encodersA.live() == 0 && world.screen.live() == 0);
            world.screen.paint(1, 2, 3, 4, 5);
            world.join().runs();
        }
    }

    @Test
    void shouldServeAViewerThatJoinsDuringAHandOver() {
        try (World world = new World(3)) {
            World.Far first = world.join().runs();
            CountDownLatch latch = new CountDownLatch(1);
            first.decoders.openWaitsFor(latch);
            CompletableFuture<HandOver> wish = world.host().prefer(Role.ENCODER, "fake-b");
            Eventually.that("the hand-over is under way", () -> world.encodersB.live() == 1);
            World.Far second = world.join();
            Eventually.that("the second is known", () -> world.host().sessions().size() == 2);
            first.decoders.openWaitsFor(null);
            latch.countDown();
            assertTrue(World.done(wish).done());
            second.runs();
            world.screen.paint(1, 2, 3, 4, 5);
            first.shows();
            second.shows();
        }
    }

    @Test
    void shouldFinishAHandOverWhenAViewerThatIsWaitedForLeaves() {
        try (World world = new World(4)) {
            World.Far first = world.join().runs();
            World.Far second = world.join().runs();
            CountDownLatch latch = new CountDownLatch(1);
            second.decoders.openWaitsFor(latch);
            CompletableFuture<HandOver> wish = world.host().prefer(Role.ENCODER, "fake-b");
            Eventually.that("the hand-over is under way", () -> world.encodersB.live() == 1);
            second.client.close();
            assertTrue(World.done(wish).done());
            latch.countDown();
            world.screen.paint(1, 2, 3, 4, 5);
            first.shows();
        }
    }

    @Test
    void shouldChooseTheCodecThatAllViewersDecode() {
        try (World world = new World(5)) {
            World.Far first = world.join().runs();
            assertTrue(world.host().plan().contains("fake-a"));
            World.Far second = world.join("auto", "fake-b").runs();
            assertTrue(world.host().plan().contains("fake-b"), world.host().plan());
            world.screen.paint(1, 2, 3, 4, 5);
            first.shows();
            second.shows();
            assertFalse(first.seen.stream().anyMatch(s -> s.state() == SessionState.PAUSED), first.seen.toString());
        }
    }

    @Test
    void shouldLeaveAViewerOutThatSharesNoCodecWithTheOthers() {
        try (World world = new World(6)) {
            World.Far first = world.join("auto", "fake-a").runs();
            World.Far second = world.join("auto", "fake-b");
            Eventually.that("the second is told", () -> second.client.state() == SessionState.PAUSED);
            assertEquals(SessionReason.NO_COMMON_CODEC, second.hostSession().reason());
            world.screen.paint(1, 2, 3, 4, 5);
            first.shows();
            assertTrue(world.prefer(Role.ENCODER, "auto").done(), "hand-overs go on without it");
            first.shows();
            first.client.close();
            second.is(SessionState.RUNNING, SessionReason.NONE);
            second.shows();
        }
    }

    @Test
    void shouldTellAViewerThatDecodesNothingTheHostEncodes() {
        try (World world = new World(7)) {
            World.Far far = world.join("auto", "fake-z");
            Eventually.that("it is told", () -> far.client.state() == SessionState.PAUSED);
            assertEquals(SessionReason.NO_COMMON_CODEC, far.hostSession().reason());
            assertTrue(
                    far.hostSession().detail().contains("fake-z"),
                    far.hostSession().detail());
        }
    }

    @Test
    void shouldFallBackToAnotherCodecWhenTheFirstViewerCannotOpenItsDecoder() {
        try (World world = new World(8)) {
            World.Far far = world.new Far("fake-b");
            var broken = new dev.wavry.core.fake.FakeDecoders(world.laws, "broken", "fake-a");
            broken.refuse("no memory left");
            World.arrive(far.catalog, dev.wavry.spi.codec.VideoDecoderFactory.class, "broken", 5, broken);
            world.admit(far.identity.id());
            far.connect(world.hostIdentity.id(), "auto", true);
            far.runs();
            assertTrue(world.host().plan().contains("fake-b"), world.host().plan());
        }
    }

    @Test
    void shouldKeepShowingToOneViewerHoweverOftenAnotherOneRefuses() {
        try (World world = new World(9)) {
            World.Far steady = world.join().runs();
            World.Far fussy = world.join().runs();
            for (int i = 0; i < 3; i++) {
                fussy.decoders.refuse("no memory left");
                fussy.others.refuse("no memory left");
                assertFalse(world.prefer(Role.ENCODER, "fake-b").done());
                fussy.decoders.refuse("");
                fussy.others.refuse("");
                // Strategies that change make the host forget who refused what.
                World.arrive(world.near, dev.wavry.spi.capture.CaptureSource.class, "other" + i, -1, world.screen);
                world.screen.paint(i, 2, 3, 4, 5 + i);
                steady.shows();
                fussy.shows();
            }
        }
    }

    @Test
    void shouldLeaveAViewerBehindThatDoesNotAnswerAndTakeItBackLater() {
        try (World world = new World(10)) {
            World.Far steady = world.join().runs();
            World.Far slow = world.join().runs();
            CountDownLatch latch = new CountDownLatch(1);
            slow.decoders.openWaitsFor(latch);
            HandOver done = world.prefer(Role.ENCODER, "fake-b");
            assertTrue(done.done(), done.text());
            world.screen.paint(1, 2, 3, 4, 5);
            steady.shows();
            latch.countDown();
            slow.shows();
        }
    }

    @Test
    void shouldStartAlthoughTheFirstViewerTakesLongToOpenItsDecoder() {
        try (World world = new World(11)) {
            World.Far far = world.new Far("fake-a");
            CountDownLatch latch = new CountDownLatch(1);
            far.decoders.openWaitsFor(latch);
            world.admit(far.identity.id());
            far.connect(world.hostIdentity.id(), "auto", true);
            Eventually.that("a second attempt is made", () -> world.encodersA.opened() >= 2);
            latch.countDown();
            far.runs();
        }
    }
}
