package dev.wavry.core.session;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.api.HandOver;
import dev.wavry.api.Role;
import dev.wavry.core.fake.Eventually;
import dev.wavry.core.fake.FakeParts;
import dev.wavry.rift.RiftSettings;
import dev.wavry.spi.codec.VideoDecoderFactory;
import dev.wavry.spi.codec.VideoEncoderFactory;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Regions that move like video in a display that is coded in parts. */
@Timeout(120)
class RegionTest {
    private static final int FRAME_NANOS = 16_000_000;

    private final Random random = new Random(3);

    private static World world(long seed) {
        return new World(seed, RiftSettings.defaults(), 256, 192);
    }

    private static World.Far join(World world) {
        FakeParts codec = new FakeParts(world.laws);
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

    /** A picture of the video. */
    private void play(World world) {
        world.screen.paint(40, 20, 160, 140, random.nextInt());
        LockSupport.parkNanos(FRAME_NANOS);
    }

    private void playUntilItIsARegion(World world, World.Far far) {
        int before = far.window.regions();
        Eventually.that("the region is shown", () -> {
            play(world);
            return far.window.regions() > before + 3;
        });
        assertTrue(
                world.host().plan().contains(" + 160x140+40+20 enc-"),
                world.host().plan());
    }

    @Test
    void shouldCodeARegionThatMovesAsVideoAndEndExactOnceItStops() {
        try (World world = world(41)) {
            World.Far far = join(world);
            playUntilItIsARegion(world, far);
            Eventually.that(
                    "the viewer says so", () -> far.client.report().plan().contains(" + region "));
            far.shows();
            Eventually.that("the region is over", () -> !world.host().plan().contains(" + "));
            Eventually.that(
                    "the viewer says that it is over",
                    () -> !far.client.report().plan().contains(" + "));
            far.shows();
            Eventually.that("its encoder is closed", () -> world.encodersA.live() + world.encodersB.live() == 0);
        }
    }

    @Test
    void shouldEndExactWhereTheScreenShowsAgainWhatItShowedBeforeTheRegion() {
        try (World world = world(48)) {
            World.Far far = join(world);
            far.decoders.blur();
            far.others.blur();
            int before = far.window.regions();
            for (int i = 0; far.window.regions() <= before + 3; i++) {
                assertTrue(i < 2_000, "no region");
                for (int stripe = 0; stripe < 7; stripe++) {
                    world.screen.paint(40, 20 + 20 * stripe, 160, 20, (i + stripe) % 2 == 0 ? 0x305070 : 0xc0a080);
                }
                LockSupport.parkNanos(FRAME_NANOS);
            }
            // Some stripes end as they were when the region began, whichever picture that was.
            world.screen.paint(40, 20, 160, 140, 0x305070);
            Eventually.that("the region is over", () -> !world.host().plan().contains(" + "));
            far.shows();
        }
    }

    @Test
    void shouldShowWhatChangesBesideTheRegionMeanwhile() {
        try (World world = world(42)) {
            World.Far far = join(world);
            playUntilItIsARegion(world, far);
            for (int i = 0; i < 10; i++) {
                play(world);
                world.screen.paint(0, 0, 100, 40, random.nextInt());
                world.screen.paint(220, 100 + i, 20, 20, random.nextInt());
            }
            far.shows();
        }
    }

    @Test
    void shouldEndTheRegionWhenAnotherEncoderOrViewerComes() {
        try (World world = world(43)) {
            World.Far far = join(world);
            playUntilItIsARegion(world, far);
            HandOver done = world.prefer(Role.ENCODER, "fake-b");
            assertTrue(done.done(), done.text());
            assertFalse(world.host().plan().contains(" + "), world.host().plan());
            far.shows();
            assertTrue(world.prefer(Role.ENCODER, "fake-parts").done());
            playUntilItIsARegion(world, far);
            World.Far second = join(world);
            far.shows();
            second.shows();
        }
    }

    @Test
    void shouldGoOnWithoutTheRegionWhenItsEncoderThrows() {
        try (World world = world(44)) {
            World.Far far = join(world);
            playUntilItIsARegion(world, far);
            world.encodersA.throwNext(new IllegalStateException("the region's encoder broke"));
            world.encodersB.throwNext(new IllegalStateException("the region's encoder broke"));
            Eventually.that("the region is over", () -> {
                play(world);
                return !world.host().plan().contains(" + ");
            });
            world.encodersA.throwNext(null);
            world.encodersB.throwNext(null);
            far.shows();
        }
    }

    @Test
    void shouldSettleThoughPacketsOfTheRegionAreLost() {
        try (World world = world(45)) {
            World.Far far = join(world);
            world.network.impair(0.05, 0.1, 0.1);
            playUntilItIsARegion(world, far);
            for (int i = 0; i < 40; i++) {
                play(world);
            }
            far.shows();
        }
    }
}
