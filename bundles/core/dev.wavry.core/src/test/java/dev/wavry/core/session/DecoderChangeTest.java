package dev.wavry.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.api.HandOver;
import dev.wavry.api.Role;
import dev.wavry.api.SessionReason;
import dev.wavry.api.SessionState;
import dev.wavry.core.fake.Eventually;
import dev.wavry.spi.codec.VideoDecoderFactory;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class DecoderChangeTest {
    private static HandOver prefer(World.Far far, String what) {
        return World.done(far.client.prefer(Role.DECODER, what));
    }

    @Test
    void shouldHandOverToTheDecoderThatIsWishedFor() {
        Random random = new Random(1);
        try (World world = new World(1)) {
            World.Far far = world.join().runs();
            assertEquals(0, far.others.live());
            for (int i = 0; i < 10; i++) {
                world.paint(random);
                HandOver done = prefer(far, i % 2 == 0 ? "dec-2" : "dec-1");
                assertTrue(done.done(), done.text());
                assertEquals(
                        List.of("open", "key", "decode"),
                        List.copyOf(done.stagesMs().keySet()));
                far.shows();
            }
            Eventually.that("one decoder is left", () -> far.others.live() + far.decoders.live() == 1);
            assertEquals(1, far.window.epoch(), "the host's encoder stays");
            assertFalse(far.seen.stream().anyMatch(s -> s.state() == SessionState.PAUSED), far.seen.toString());
        }
    }

    @Test
    void shouldGoBackWhenTheDecoderThatIsWishedForIsNotHere() {
        try (World world = new World(2)) {
            World.Far far = world.join().runs();
            HandOver done = prefer(far, "no-such-thing");
            assertFalse(done.done());
            assertTrue(done.text().contains("no-such-thing"), done.text());
            assertTrue(world.prefer(Role.ENCODER, "fake-b").done(), "later epochs are decoded by what is here");
            far.shows();
        }
    }

    @Test
    void shouldGoBackWhenTheDecoderThatIsWishedForCannotBeOpened() {
        try (World world = new World(3)) {
            World.Far far = world.join().runs();
            far.others.refuse("no memory left");
            HandOver done = prefer(far, "dec-2");
            assertFalse(done.done());
            world.screen.paint(1, 2, 3, 4, 5);
            far.shows();
            assertTrue(world.prefer(Role.ENCODER, "fake-b").done());
            far.shows();
        }
    }

    @Test
    void shouldTakeTheNextBestDecoderWhenOneLeaves() {
        try (World world = new World(4)) {
            World.Far far = world.join().runs();
            far.catalog.leaving(far.decodersProvider);
            assertEquals(0, far.decoders.live());
            world.screen.paint(1, 2, 3, 4, 5);
            far.shows();
            assertEquals(1, far.others.live());
            far.catalog.arrived(VideoDecoderFactory.class, far.decodersProvider);
            Eventually.that("the better one is live again", () -> far.decoders.live() == 1 && far.others.live() == 0);
            world.screen.paint(1, 2, 3, 4, 6);
            far.shows();
        }
    }

    @Test
    void shouldPauseWithoutDecoderAndGoOnWhenOneArrives() {
        try (World world = new World(5)) {
            World.Far far = world.join().runs();
            far.catalog.leaving(far.decodersProvider);
            far.catalog.leaving(far.othersProvider);
            assertEquals(0, far.decoders.live() + far.others.live());
            far.is(SessionState.PAUSED, SessionReason.NO_DECODER);
            world.screen.paint(1, 2, 3, 4, 5);
            far.catalog.arrived(VideoDecoderFactory.class, far.othersProvider);
            far.is(SessionState.RUNNING, SessionReason.NONE);
            far.shows();
        }
    }

    @Test
    void shouldTakeTheNextBestDecoderWhenOneThrows() {
        try (World world = new World(6)) {
            World.Far far = world.join().runs();
            far.decoders.throwNext(new IllegalStateException("the decoder broke"));
            world.screen.paint(1, 2, 3, 4, 5);
            far.shows();
            Eventually.that("the broken one is closed", () -> far.decoders.live() == 0);
            assertEquals(1, far.others.live());
        }
    }

    @Test
    void shouldComeBackAfterTheOnlyDecoderThrew() {
        try (World world = new World(7)) {
            World.Far far = world.join().runs();
            far.catalog.leaving(far.othersProvider);
            far.decoders.throwNext(new IllegalStateException("the decoder broke"));
            world.screen.paint(1, 2, 3, 4, 5);
            far.is(SessionState.PAUSED, SessionReason.NO_DECODER);
            far.is(SessionState.RUNNING, SessionReason.NONE);
            far.shows();
        }
    }

    @Test
    void shouldDecodeWhatComesAlthoughALaterEpochWasAnnouncedAndGivenUp() {
        try (World world = new World(8)) {
            World.Far steady = world.join().runs();
            World.Far fussy = world.join().runs();
            fussy.decoders.refuse("no memory left");
            fussy.others.refuse("no memory left");
            assertFalse(world.prefer(Role.ENCODER, "fake-b").done());
            fussy.decoders.refuse("");
            fussy.others.refuse("");
            steady.decoders.throwNext(new IllegalStateException("the decoder broke"));
            world.screen.paint(1, 2, 3, 4, 5);
            steady.shows();
            assertTrue(prefer(steady, "dec-2").done());
            world.screen.paint(1, 2, 3, 4, 6);
            steady.shows();
            fussy.shows();
        }
    }

    @Test
    void shouldStillDecodeTheNextEpochWhenTheDecoderPreparedForItLeaves() {
        try (World world = new World(9)) {
            World.Far far = world.join().runs();
            CountDownLatch latch = new CountDownLatch(1);
            world.network.cut(false);
            far.decoders.openWaitsFor(latch);
            CompletableFuture<HandOver> wish = world.host().prefer(Role.ENCODER, "fake-b");
            Eventually.that("the new encoder is open", () -> world.encodersB.live() == 1);
            far.decoders.openWaitsFor(null);
            latch.countDown();
            far.catalog.leaving(far.decodersProvider);
            assertEquals(0, far.decoders.live());
            assertTrue(World.done(wish).done());
            world.screen.paint(1, 2, 3, 4, 6);
            far.shows();
        }
    }

    @Test
    void shouldLetADecoderGoThatIsStillBeingOpened() {
        try (World world = new World(10)) {
            World.Far far = world.join().runs();
            CountDownLatch latch = new CountDownLatch(1);
            far.others.openWaitsFor(latch);
            CompletableFuture<HandOver> wish = far.client.prefer(Role.DECODER, "dec-2");
            Thread opens = new Thread(() -> {
                java.util.concurrent.locks.LockSupport.parkNanos(100_000_000);
                latch.countDown();
            });
            opens.start();
            far.catalog.leaving(far.othersProvider);
            assertEquals(0, far.others.live());
            assertFalse(World.done(wish).done());
            world.screen.paint(1, 2, 3, 4, 6);
            far.shows();
        }
    }

    @Test
    void shouldAnswerOnlyTheNewestOfManyWishesWithYes() {
        try (World world = new World(11)) {
            World.Far far = world.join().runs();
            CompletableFuture<HandOver> last = CompletableFuture.completedFuture(null);
            for (int i = 0; i < 20; i++) {
                last = far.client.prefer(Role.DECODER, i % 2 == 0 ? "dec-1" : "dec-2");
            }
            HandOver done = World.done(last);
            assertTrue(done.done() && done.text().contains("dec-2"), done.text());
            world.screen.paint(1, 2, 3, 4, 6);
            far.shows();
        }
    }

    @Test
    void shouldSettleExactlyAlthoughDecodersChangeOnABadNetwork() {
        Random random = new Random(12);
        try (World world = new World(12)) {
            World.Far far = world.join().runs();
            world.network.impair(0.1, 0.3, 0.1);
            for (int i = 0; i < 10; i++) {
                CompletableFuture<HandOver> wish = far.client.prefer(Role.DECODER, i % 2 == 0 ? "dec-2" : "dec-1");
                while (!wish.isDone()) {
                    world.paint(random);
                    java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
                }
                assertTrue(wish.join().done(), wish.join().text());
                far.shows();
            }
        }
    }
}
