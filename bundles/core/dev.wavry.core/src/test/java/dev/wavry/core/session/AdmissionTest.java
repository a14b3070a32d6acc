package dev.wavry.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.api.SessionReason;
import dev.wavry.api.SessionState;
import dev.wavry.core.fake.Eventually;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A host that asks shows nothing before the answer, and counts whom it sends away. */
@Timeout(120)
class AdmissionTest {
    private final List<Map<String, String>> told = new CopyOnWriteArrayList<>();

    private World.Far waiting(World world) {
        world.host().ask(Map.of("verb", "consent", "do", "watch"), told::add);
        World.Far far = world.join();
        far.is(SessionState.NEGOTIATING, SessionReason.AWAITING_CONSENT);
        assertEquals("asks", told.get(0).get("event"));
        assertEquals("view,control,clipboard,files,audio", told.get(0).get("rights"));
        assertEquals(SessionReason.AWAITING_CONSENT, far.hostSession().reason());
        return far;
    }

    private void answer(World world, String what) {
        world.host().ask(Map.of("verb", "consent", "do", what, "number", "1"), told::add);
    }

    @Test
    void shouldShowThePictureOnceThePersonSaysYes() {
        try (World world = World.asking(1)) {
            World.Far far = waiting(world);
            far.client.type("not before");
            Eventually.that(
                    "what was typed too early was counted",
                    () -> far.hostSession().report().counters().get("inputNotAllowed") > 0);
            assertEquals(0, far.window.count());
            assertEquals(List.of(), world.keyboard.events());
            answer(world, "allow");
            far.runs();
        }
    }

    @Test
    void shouldSendAwayWhomThePersonDoesNotWant() {
        try (World world = World.asking(2)) {
            World.Far far = waiting(world);
            answer(world, "deny");
            assertEquals(SessionReason.CONSENT_DENIED, World.done(far.client.ended()));
            assertEquals(0, far.window.count());
            World.Far again = world.new Far("fake-a");
            world.admit(again.identity.id());
            again.connect(world.hostIdentity.id(), "auto", false);
            again.is(SessionState.NEGOTIATING, SessionReason.AWAITING_CONSENT);
            assertEquals(1, again.hostSession().report().counters().get("refusedConsentDenied"));
        }
    }

    @Test
    void shouldForgetTheQuestionWhenTheClientIsRevokedWhileItWaits() {
        try (World world = World.asking(3)) {
            World.Far far = waiting(world);
            world.admitted.remove(far.identity.id());
            assertEquals(SessionReason.REVOKED, World.done(far.client.ended()));
            Eventually.that(
                    "the question is over", () -> told.stream().anyMatch(event -> "gone".equals(event.get("outcome"))));
            answer(world, "allow");
            assertTrue(told.get(told.size() - 1).containsKey("error"), told::toString);
        }
    }

    @Test
    void shouldCountWhoIsNotKnown() {
        try (World world = new World(4)) {
            World.Far stranger = world.new Far("fake-a");
            stranger.connect(world.hostIdentity.id(), "auto", false);
            assertEquals(SessionReason.NOT_AUTHORIZED, World.done(stranger.client.ended()));
            World.Far far = world.join().runs();
            Map<String, Long> counters = far.hostSession().report().counters();
            assertEquals(1, counters.get("refusedUnknownId"), counters::toString);
            Eventually.that(
                    "the door's own counters arrive",
                    () -> far.hostSession().report().counters().get("doorHandshakes") >= 2);
        }
    }
}
