package dev.wavry.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.api.Right;
import dev.wavry.api.Session;
import dev.wavry.api.SessionReason;
import dev.wavry.api.SessionState;
import dev.wavry.core.fake.Eventually;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a host's list says holds for those who are inside, too. */
@Timeout(120)
class PermissionTest {
    private static void grant(World world, World.Far far, Right... rights) {
        world.admitted.put(far.identity.id(), Set.of(rights));
    }

    private static long ignored(World.Far far) {
        return far.hostSession().report().counters().get("inputNotAllowed");
    }

    private static void typesUntilSeen(World world, World.Far far) {
        int before = world.keyboard.events().size();
        Eventually.that("the keyboard is in use", () -> {
            far.client.key(4, true);
            far.client.key(4, false);
            return world.keyboard.events().size() > before;
        });
    }

    @Test
    void shouldEndTheSessionOfAClientThatIsRevoked() {
        try (World world = new World(1)) {
            World.Far far = world.join().runs();
            Session session = far.hostSession();
            world.admitted.remove(far.identity.id());
            assertEquals(SessionReason.REVOKED, World.done(far.client.ended()));
            assertEquals(SessionReason.REVOKED, World.done(session.ended()));
        }
    }

    @Test
    void shouldInjectNothingAfterTheRightToControlIsLost() {
        try (World world = new World(2)) {
            World.Far far = world.join().runs();
            typesUntilSeen(world, far);
            far.client.key(5, true);
            Eventually.that("the key is down", () -> world.keyboard.events().contains("KEY 5 1"));
            int releases = world.keyboard.releases();
            grant(world, far, Right.VIEW);
            Eventually.that("the client hears of it", () -> far.client.rights().equals(Set.of(Right.VIEW)));
            Eventually.that("nothing stays pressed", () -> world.keyboard.releases() > releases);
            int before = world.keyboard.events().size();
            far.client.type("not for you");
            far.client.key(6, true);
            Eventually.that("what came was counted", () -> ignored(far) > 0);
            world.screen.paint(3, 3, 9, 9, 0x123456);
            far.shows();
            assertEquals(before, world.keyboard.events().size());
            assertFalse(world.keyboard.events().contains("KEY 6 1"));
            grant(world, far, Right.VIEW, Right.CONTROL);
            typesUntilSeen(world, far);
        }
    }

    @Test
    void shouldShowNothingToWhoSaysThatItIsReadyThoughItMayNotLook() {
        try (World world = new World(9)) {
            World.Far watching = world.join().runs();
            World.Far blind = world.new Far("fake-a");
            world.admitted.put(blind.identity.id(), Set.of(Right.CONTROL));
            blind.connect(world.hostIdentity.id(), "auto", true);
            blind.is(SessionState.PAUSED, SessionReason.NO_VIEW);
            for (int epoch = 0; epoch < 50; epoch++) {
                blind.client.ready(0, epoch);
            }
            // Messages keep their order, so what was said before this is known once this is.
            blind.client.key(6, true);
            for (int i = 0; i < 20; i++) {
                world.screen.paint(2 * i, 3, 9, 9, 0x123456 + i);
                watching.shows();
            }
            assertEquals(0, blind.client.report().counters().get("framesReceived"));
            assertEquals(SessionState.PAUSED, blind.client.state());
        }
    }

    @Test
    void shouldShowNothingAfterTheRightToViewIsLost() {
        try (World world = new World(3)) {
            World.Far far = world.join().runs();
            grant(world, far, Right.CONTROL);
            far.is(SessionState.PAUSED, SessionReason.NO_VIEW);
            Eventually.that("nobody watches any more", () -> world.encodersA.live() + world.encodersB.live() == 0);
            int before = far.window.count();
            world.screen.paint(1, 1, 5, 5, 0xabcdef);
            far.client.key(6, true);
            Eventually.that(
                    "what was typed blindly arrived",
                    () -> far.hostSession().report().counters().get("inputEvents") >= 0);
            assertEquals(before, far.window.count());
            grant(world, far, Right.VIEW, Right.CONTROL);
            far.is(SessionState.RUNNING, SessionReason.NONE);
            far.shows();
            typesUntilSeen(world, far);
        }
    }

    @Test
    void shouldShowNothingToWhomMayNotView() {
        try (World world = new World(4)) {
            World.Far far = world.new Far("fake-a", "fake-b");
            grant(world, far, Right.AUDIO);
            far.connect(world.hostIdentity.id(), "auto", true);
            far.is(SessionState.PAUSED, SessionReason.NO_VIEW);
            assertEquals(0, far.window.count());
            assertEquals(Set.of(Right.AUDIO), far.client.rights());
            assertTrue(world.host().sessions().stream().allMatch(s -> s.rights().equals(Set.of(Right.AUDIO))));
        }
    }
}
