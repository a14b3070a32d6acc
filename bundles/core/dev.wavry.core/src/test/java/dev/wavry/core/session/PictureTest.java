package dev.wavry.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.api.SessionState;
import dev.wavry.core.fake.Eventually;
import dev.wavry.rift.RiftSettings;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class PictureTest {
    @Test
    void shouldShowTheScreenAtTheFarEnd() {
        try (World world = new World(1)) {
            world.screen.paint(3, 4, 20, 10, 0x123456);
            World.Far far = world.join().runs();
            assertEquals(SessionState.RUNNING, far.hostSession().state());
            world.screen.paint(0, 0, 1, 1, 0xffffff);
            far.shows();
        }
    }

    @ParameterizedTest(name = "seed {0}, loss {1}, reorder {2}, encoder drops {3}")
    @CsvSource({
        "1, 0, 0, 0", "2, 0, 0.3, 0", "3, 0, 0, 0.3", "4, 0.05, 0, 0", "5, 0.05, 0.3, 0.2",
        "6, 0.05, 0.1, 0.5", "7, 0.05, 0, 0", "8, 0.05, 0.3, 0.2", "9, 0.05, 0.1, 0.1", "10, 0.05, 0.5, 0.3",
        "11, 0.15, 0, 0", "12, 0.15, 0.3, 0.2", "13, 0.15, 0.1, 0.5", "14, 0.15, 0, 0", "15, 0.15, 0.3, 0.2",
        "16, 0.15, 0.1, 0.1", "17, 0.15, 0.5, 0.3", "18, 0.15, 0.2, 0", "19, 0.15, 0, 0.4", "20, 0.15, 0.3, 0.3"
    })
    void shouldSettleExactlyWhateverTheNetworkAndTheEncoderDo(long seed, double loss, double reorder, double drops) {
        Random random = new Random(seed);
        try (World world = new World(seed)) {
            World.Far far = world.join().runs();
            world.network.impair(loss, reorder, 0.1);
            world.encodersA.dropChance(drops);
            for (int i = 0; i < 60; i++) {
                world.paint(random);
                LockSupport.parkNanos(random.nextInt(4_000_000));
            }
            far.shows();
        }
    }

    @Test
    void shouldBringTheLastChangeBeforeSilenceAlthoughAllItsPacketsWereLost() {
        try (World world = new World(21)) {
            World.Far far = world.join().runs();
            for (int i = 0; i < 5; i++) {
                int before = world.encodersA.encoded();
                long sent = world.network.sent();
                world.network.cut(true);
                world.screen.paint(i, i, 20, 10, 0x3344 + i);
                Eventually.that("the change was encoded", () -> world.encodersA.encoded() > before);
                Eventually.that("the change was sent", () -> world.network.sent() > sent);
                world.network.cut(false);
                far.shows();
            }
        }
    }

    @Test
    void shouldBringTheLastChangeOutOfAnEncoderThatTakesItsTime() {
        try (World world = new World(22)) {
            world.encodersA.asyncNanos(20_000_000);
            World.Far far = world.join().runs();
            for (int i = 0; i < 5; i++) {
                world.screen.paint(i, i, 20, 10, 0x3344 + i);
                far.shows();
            }
        }
    }

    @Test
    void shouldBringTheLastChangeOutOfADecoderThatTakesItsTime() {
        try (World world = new World(23)) {
            World.Far far = world.join();
            far.decoders.asyncNanos(20_000_000);
            far.runs();
            for (int i = 0; i < 5; i++) {
                world.screen.paint(i, i, 20, 10, 0x3344 + i);
                far.shows();
            }
        }
    }

    @Test
    void shouldBringTheLastChangeAlthoughTheLinkWasFull() {
        Random random = new Random(26);
        RiftSettings narrow = RiftSettings.defaults().withPaceKbps(2000).withVideoBytes(1 << 16, 1 << 20);
        try (World world = new World(26, narrow)) {
            World.Far far = world.join().runs();
            Eventually.that("the link refuses frames", () -> {
                world.paint(random);
                return far.hostSession().report().counters().get("framesRefusedByLink") > 3;
            });
            far.shows();
        }
    }

    @Test
    void shouldCostNothingWhileTheScreenIsStill() {
        try (World world = new World(24)) {
            World.Far far = world.join().runs();
            int encoded = world.encodersA.encoded();
            int shown = far.window.count();
            Eventually.always("nothing is encoded", 300, () -> world.encodersA.encoded() == encoded);
            assertEquals(shown, far.window.count());
        }
    }

    @Test
    void shouldSkipNoDamageWhenPicturesWaitForAWindowThatOpensSlowly() {
        try (World world = new World(25)) {
            World.Far far = world.new Far("fake-a");
            var latch = new java.util.concurrent.CountDownLatch(1);
            far.window.openWaitsFor(latch);
            world.admit(far.identity.id());
            far.connect(world.hostIdentity.id(), "auto", true);
            Eventually.that("something was decoded", () -> far.decoders.decoded() > 0);
            Random random = new Random(25);
            for (int i = 0; i < 20; i++) {
                world.paint(random);
            }
            int before = far.decoders.decoded();
            world.screen.paint(0, 0, 5, 5, 77);
            Eventually.that("more was decoded", () -> far.decoders.decoded() > before);
            latch.countDown();
            far.runs();
            assertTrue(far.client.report().timeToFirstFrameMs() >= 0);
        }
    }
}
