package dev.wavry.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wavry.api.Role;
import dev.wavry.api.SessionReason;
import dev.wavry.api.SessionState;
import dev.wavry.core.catalog.Provider;
import dev.wavry.core.fake.Eventually;
import dev.wavry.core.fake.FakeWindow;
import dev.wavry.spi.render.VideoRenderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A session goes on in another window. */
@Timeout(120)
class WindowExchangeTest {
    private static Provider<VideoRenderer> renderer(FakeWindow window, String bundle) {
        Provider<VideoRenderer> plain = World.provider(bundle, 0, (VideoRenderer) window);
        return new Provider<>(plain.serviceId(), bundle, 0, bundle + " 1.0.0", window);
    }

    @Test
    void shouldShowTheWholePictureInTheOtherWindowAndCloseTheOld() {
        try (World world = new World(1)) {
            World.Far far = world.join().runs();
            FakeWindow other = new FakeWindow(world.laws);
            far.catalog.arrived(VideoRenderer.class, renderer(other, "other"));
            far.catalog.favour(Role.RENDERER, "other 1.0.0");
            Eventually.that(
                    "the other window shows the screen",
                    () -> other.shows(world.screen),
                    () -> far.client.live() + " " + far.client.trouble());
            assertEquals("other 1.0.0", far.client.live().get(Role.RENDERER));
            int before = far.window.count();
            world.screen.paint(1, 2, 3, 4, 0x123456);
            Eventually.that("what changes is shown there", () -> other.shows(world.screen), () -> "not shown");
            assertEquals(before, far.window.count(), "nothing is shown in the old window");
            assertEquals(SessionState.RUNNING, far.client.state());
        }
    }

    @Test
    void shouldStayInTheWindowItHasIfTheOtherCannotBeOpened() {
        try (World world = new World(2)) {
            World.Far far = world.join().runs();
            FakeWindow other = new FakeWindow(world.laws);
            other.refuse("there is no room");
            far.catalog.arrived(VideoRenderer.class, renderer(other, "other"));
            far.catalog.favour(Role.RENDERER, "other 1.0.0");
            Eventually.that(
                    "it is told why", () -> far.client.trouble().contains("there is no room"), far.client::trouble);
            world.screen.paint(1, 2, 3, 4, 0x654321);
            far.shows();
            assertEquals(SessionState.RUNNING, far.client.state());
        }
    }

    @Test
    void shouldGoOnInAnotherWindowWhenTheRendererLeavesAndEndWhenThereIsNone() {
        try (World world = new World(3)) {
            World.Far far = world.join().runs();
            FakeWindow other = new FakeWindow(world.laws);
            Provider<VideoRenderer> spare = renderer(other, "spare");
            far.catalog.arrived(VideoRenderer.class, spare);
            far.catalog.leaving(renderer(far.window, "first"));
            Eventually.that("the spare window shows", () -> other.shows(world.screen), () -> "not shown");
            assertEquals(SessionState.RUNNING, far.client.state());
            far.catalog.leaving(spare);
            assertEquals(SessionReason.NO_RENDERER, World.done(far.client.ended()));
        }
    }
}
