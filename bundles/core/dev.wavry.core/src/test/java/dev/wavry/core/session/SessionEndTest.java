package dev.wavry.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.api.Session;
import dev.wavry.api.SessionReason;
import dev.wavry.api.SessionState;
import dev.wavry.core.fake.Eventually;
import dev.wavry.rift.Identity;
import dev.wavry.spi.codec.VideoEncoderFactory;
import dev.wavry.spi.input.InputInjector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class SessionEndTest {
    @Test
    void shouldTurnAwayAClientThatIsNotKnown() {
        try (World world = new World(1)) {
            World.Far far = world.new Far("fake-a");
            far.connect(world.hostIdentity.id(), "auto", true);
            assertEquals(SessionReason.NOT_AUTHORIZED, World.done(far.client.ended()));
            assertEquals(SessionState.ENDED, far.client.state());
            assertTrue(
                    far.client.detail().contains(far.identity.id().toString()),
                    "the host's sentence names the id: " + far.client.detail());
            assertTrue(world.host().sessions().isEmpty());
        }
    }

    @Test
    void shouldNotTrustAHostWithAnotherKey() {
        try (World world = new World(2)) {
            World.Far far = world.new Far("fake-a");
            world.admit(far.identity.id());
            far.connect(Identity.generate(World.RANDOM).id(), "auto", true);
            assertEquals(SessionReason.WRONG_HOST_KEY, World.done(far.client.ended()));
            assertTrue(world.host().sessions().isEmpty());
        }
    }

    @Test
    void shouldSayThatTheHostStopped() {
        try (World world = new World(3)) {
            World.Far far = world.join().runs();
            world.host().close();
            assertEquals(SessionReason.HOST_STOPPED, World.done(far.client.ended()));
        }
    }

    @Test
    void shouldSayThatTheHostEndedTheSession() {
        try (World world = new World(4)) {
            World.Far far = world.join().runs();
            Session session = far.hostSession();
            session.close();
            assertEquals(SessionReason.HOST_STOPPED, World.done(far.client.ended()));
            assertEquals(SessionReason.CLOSED_HERE, World.done(session.ended()));
            assertTrue(world.host().sessions().isEmpty());
        }
    }

    @Test
    void shouldSayThatTheClientLeft() {
        try (World world = new World(5)) {
            World.Far far = world.join().runs();
            Session session = far.hostSession();
            far.window.closeByPerson();
            assertEquals(SessionReason.CLOSED_HERE, World.done(far.client.ended()));
            assertEquals(SessionReason.CLIENT_LEFT, World.done(session.ended()));
        }
    }

    @Test
    void shouldPauseWhileTheNetworkIsCutAndGoOnAfterwards() {
        try (World world = new World(6)) {
            World.Far far = world.join().runs();
            Session before = far.hostSession();
            world.network.cut(true);
            far.is(SessionState.RESUMING, SessionReason.PEER_GONE);
            assertEquals(SessionReason.PEER_GONE, World.done(before.ended()));
            world.screen.paint(1, 2, 3, 4, 5);
            world.network.cut(false);
            far.is(SessionState.RUNNING, SessionReason.NONE);
            far.shows();
            assertEquals(SessionState.RUNNING, far.hostSession().state());
        }
    }

    @Test
    void shouldPauseAgainAfterItCameBackOnce() {
        try (World world = new World(7)) {
            World.Far far = world.join().runs();
            for (int i = 0; i < 2; i++) {
                world.network.cut(true);
                far.is(SessionState.RESUMING, SessionReason.PEER_GONE);
                world.network.cut(false);
                far.is(SessionState.RUNNING, SessionReason.NONE);
                world.screen.paint(1, 2, 3, 4, 5 + i);
                far.shows();
            }
        }
    }

    @Test
    void shouldTryAgainAlthoughTheSessionFirstRanThroughAPause() {
        try (World world = new World(8)) {
            world.near.leaving(world.a);
            world.near.leaving(world.b);
            World.Far far = world.join();
            far.is(SessionState.PAUSED, SessionReason.NO_ENCODER);
            world.near.arrived(VideoEncoderFactory.class, world.a);
            far.runs();
            world.network.cut(true);
            far.is(SessionState.RESUMING, SessionReason.PEER_GONE);
            world.network.cut(false);
            far.is(SessionState.RUNNING, SessionReason.NONE);
        }
    }

    @Test
    void shouldEndWhenTheNetworkIsCutAndNobodyWantsToTryAgain() {
        try (World world = new World(9)) {
            World.Far far = world.new Far("fake-a");
            world.admit(far.identity.id());
            far.connect(world.hostIdentity.id(), "auto", false);
            far.runs();
            world.network.cut(true);
            assertEquals(SessionReason.PEER_GONE, World.done(far.client.ended()));
            world.network.cut(false);
        }
    }

    @Test
    void shouldSayThatNobodyAnswers() {
        try (World world = new World(10)) {
            World.Far far = world.new Far("fake-a");
            world.network.cut(true);
            far.connect(world.hostIdentity.id(), "auto", true);
            assertEquals(SessionReason.NOT_REACHABLE, World.done(far.client.ended()));
            world.network.cut(false);
        }
    }

    @Test
    void shouldEndWhileItIsTryingAgain() {
        try (World world = new World(11)) {
            World.Far far = world.join().runs();
            world.network.cut(true);
            far.is(SessionState.RESUMING, SessionReason.PEER_GONE);
            far.client.close();
            assertEquals(SessionReason.CLOSED_HERE, World.done(far.client.ended()));
            world.network.cut(false);
        }
    }

    @Test
    void shouldComeBackAfterTheHostRestarted() {
        try (World world = new World(12)) {
            World.Far far = world.join().runs();
            world.network.cut(true);
            world.restartHost();
            far.is(SessionState.RESUMING, SessionReason.PEER_GONE);
            world.network.cut(false);
            far.is(SessionState.RUNNING, SessionReason.NONE);
            world.screen.paint(1, 2, 3, 4, 5);
            far.shows();
        }
    }

    @Test
    void shouldEndWhenTheWindowCannotBeOpened() {
        try (World world = new World(13)) {
            World.Far far = world.new Far("fake-a");
            far.window.refuse("there is no display");
            world.admit(far.identity.id());
            far.connect(world.hostIdentity.id(), "auto", true);
            assertEquals(SessionReason.NO_RENDERER, World.done(far.client.ended()));
            assertTrue(far.client.detail().contains("there is no display"), far.client.detail());
        }
    }

    @Test
    void shouldEndWhenTheWindowBreaks() {
        try (World world = new World(14)) {
            World.Far far = world.join().runs();
            far.window.fail(new IllegalStateException("the display went away"));
            assertEquals(SessionReason.NO_RENDERER, World.done(far.client.ended()));
            Eventually.that("the host noticed", () -> world.host().sessions().isEmpty());
        }
    }

    @Test
    void shouldCloseAWindowThatIsStillBeingOpenedAtTheEnd() {
        try (World world = new World(15)) {
            World.Far far = world.new Far("fake-a");
            var latch = new java.util.concurrent.CountDownLatch(1);
            far.window.openWaitsFor(latch);
            world.admit(far.identity.id());
            far.connect(world.hostIdentity.id(), "auto", true);
            Eventually.that("something was decoded", () -> far.decoders.decoded() > 0);
            far.client.close();
            latch.countDown();
            World.done(far.client.ended());
        }
    }

    @Test
    void shouldTolerateBeingClosedManyTimes() {
        try (World world = new World(16)) {
            World.Far far = world.join().runs();
            far.client.close();
            far.client.close();
            World.done(far.client.ended());
            far.client.close();
            world.host().close();
            world.host().close();
            assertFalse(far.seen.isEmpty());
            assertEquals(
                    1,
                    far.seen.stream()
                            .filter(s -> s.state() == SessionState.ENDED)
                            .count());
        }
    }

    @Test
    void shouldLetTheRendererGoByEndingTheSession() {
        try (World world = new World(17)) {
            World.Far far = world.join().runs();
            var provider = World.provider("window", 0, (dev.wavry.spi.render.VideoRenderer) far.window);
            far.catalog.arrived(dev.wavry.spi.render.VideoRenderer.class, provider);
            far.catalog.leaving(provider);
            assertEquals(SessionReason.NO_RENDERER, World.done(far.client.ended()));
            assertEquals(0, far.window.live());
        }
    }

    @Test
    void shouldLetTheKeyboardGo() {
        try (World world = new World(18)) {
            World.Far far = world.join().runs();
            Eventually.that("the keyboard is open", () -> world.keyboard.live() == 1);
            world.near.leaving(world.keyboardProvider);
            assertEquals(0, world.keyboard.live());
            far.client.key(4, true);
            world.near.arrived(InputInjector.class, world.keyboardProvider);
            Eventually.that("the keyboard is open again", () -> world.keyboard.live() == 1);
            far.client.key(5, true);
            Eventually.that("it is used", () -> world.keyboard.events().contains("KEY 5 1"));
        }
    }

    @Test
    void shouldLetAKeyboardGoThatIsStillBeingOpened() {
        try (World world = new World(19)) {
            var latch = new java.util.concurrent.CountDownLatch(1);
            world.keyboard.openWaitsFor(latch);
            world.join().runs();
            Thread opens = new Thread(() -> {
                java.util.concurrent.locks.LockSupport.parkNanos(100_000_000);
                latch.countDown();
            });
            opens.start();
            world.near.leaving(world.keyboardProvider);
            assertEquals(0, world.keyboard.live());
        }
    }

    @Test
    void shouldSurviveATransportThatThrowsNowAndThen() {
        try (World world = new World(20)) {
            World.Far far = world.join().runs();
            for (int i = 0; i < 3; i++) {
                world.network.throwNext(new IllegalStateException("the socket hiccuped"));
                world.screen.paint(i, 2, 3, 4, 5);
                far.shows();
            }
            assertEquals(SessionState.RUNNING, far.client.state());
        }
    }

    @Test
    void shouldSurviveStrangersThatSendNonsense() {
        long seed = 21;
        java.util.Random random = new java.util.Random(seed);
        try (World world = new World(seed)) {
            World.Far far = world.join().runs();
            for (int i = 0; i < 2000; i++) {
                byte[] bytes = new byte[random.nextInt(1400)];
                random.nextBytes(bytes);
                world.network.send(world.host().address().getPort(), bytes);
            }
            world.screen.paint(1, 2, 3, 4, 5);
            far.shows();
            assertEquals(1, world.host().sessions().size());
        }
    }
}
