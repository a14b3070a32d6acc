package dev.wavry.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.api.HandOver;
import dev.wavry.api.Role;
import dev.wavry.api.SessionState;
import dev.wavry.core.fake.Eventually;
import dev.wavry.core.fake.FakeParts;
import dev.wavry.spi.codec.VideoDecoderFactory;
import dev.wavry.spi.codec.VideoEncoderFactory;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Codecs whose coded frames are parts that stand alone. */
@Timeout(120)
class PartsTest {
    private static World.Far join(World world, FakeParts codec) {
        World.arrive(world.near, VideoEncoderFactory.class, "enc-parts", 5, codec);
        World.Far far = world.new Far("fake-a", "fake-b");
        World.arrive(far.catalog, VideoDecoderFactory.class, "dec-parts", 5, codec.decoders());
        world.admit(far.identity.id());
        far.connect(world.hostIdentity.id(), "auto", true);
        far.runs();
        HandOver done = world.prefer(Role.ENCODER, "fake-parts");
        assertTrue(done.done(), done.text());
        return far;
    }

    @ParameterizedTest(name = "seed {0}, loss {1}, reorder {2}, unusable {3}")
    @CsvSource({"1, 0, 0, 0", "2, 0, 0.3, 0", "3, 0, 0, 0.2", "4, 0.05, 0.1, 0.1", "5, 0.15, 0.3, 0.2"})
    void shouldSettleExactlyWhateverTheNetworkDoes(long seed, double loss, double reorder, double unusable) {
        Random random = new Random(seed);
        try (World world = new World(seed)) {
            FakeParts codec = new FakeParts(world.laws);
            World.Far far = join(world, codec);
            world.network.impair(loss, reorder, 0.1);
            codec.unusable(unusable);
            for (int i = 0; i < 60; i++) {
                world.paint(random);
                LockSupport.parkNanos(random.nextInt(4_000_000));
            }
            far.shows();
            assertEquals(SessionState.RUNNING, far.client.state());
            if (unusable > 0) {
                assertTrue(codec.invalidated() > 0);
            }
        }
    }

    @Test
    void shouldBringTheLastChangeBeforeSilenceAlthoughAllItsPacketsWereLost() {
        try (World world = new World(21)) {
            World.Far far = join(world, new FakeParts(world.laws));
            for (int i = 0; i < 5; i++) {
                long sent = world.network.sent();
                world.network.cut(true);
                world.screen.paint(i, i, 20, 10, 0x3344 + i);
                Eventually.that("the change was sent", () -> world.network.sent() > sent);
                world.network.cut(false);
                far.shows();
            }
        }
    }

    @Test
    void shouldHandOverToAndFroWhileTheScreenChanges() {
        Random random = new Random(33);
        try (World world = new World(33)) {
            World.Far far = join(world, new FakeParts(world.laws));
            for (int i = 0; i < 10; i++) {
                HandOver done = world.prefer(Role.ENCODER, i % 2 == 0 ? "fake-a" : "fake-parts");
                assertTrue(done.done(), done.text());
                world.paint(random);
                far.shows();
            }
        }
    }
}
