package dev.wavry.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wavry.api.SessionReason;
import dev.wavry.api.SessionState;
import dev.wavry.core.fake.Eventually;
import dev.wavry.rift.Identity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a client does before its host has answered. */
@Timeout(120)
class PreparationTest {
    @Test
    void shouldPrepareItsWindowAndDecodersWhileItAsksItsHost() {
        try (World world = new World(1)) {
            World.Far far = world.new Far("fake-a");
            world.network.cut(true);
            far.connect(world.hostIdentity.id(), "auto", true);
            Eventually.that("the window was prepared", () -> far.window.prepared() == 1);
            Eventually.that("a decoder was tried", () -> far.decoders.opened() == 1 && far.decoders.live() == 0);
            assertEquals(0, far.window.opened());
            assertEquals(SessionState.CONNECTING, far.client.state());
        }
    }

    @Test
    void shouldNotBeDisturbedByAWindowThatCannotBePrepared() {
        try (World world = new World(2)) {
            World.Far far = world.new Far("fake-a");
            far.window.throwPreparing(new IllegalStateException("no libraries"));
            world.admit(far.identity.id());
            far.connect(world.hostIdentity.id(), "auto", true);
            far.is(SessionState.RUNNING, SessionReason.NONE);
            far.shows();
        }
    }

    @Test
    void shouldOpenNoWindowForAHostThatIsTheWrongOne() {
        try (World world = new World(3)) {
            World.Far far = world.new Far("fake-a");
            world.admit(far.identity.id());
            far.connect(Identity.generate(World.RANDOM).id(), "auto", true);
            assertEquals(SessionReason.WRONG_HOST_KEY, World.done(far.client.ended()));
            assertEquals(0, far.window.opened());
        }
    }

    @Test
    void shouldOpenNoWindowForAHostThatTurnsItAway() {
        try (World world = new World(4)) {
            World.Far far = world.new Far("fake-a");
            far.connect(world.hostIdentity.id(), "auto", true);
            assertEquals(SessionReason.NOT_AUTHORIZED, World.done(far.client.ended()));
            assertEquals(0, far.window.opened());
        }
    }
}
