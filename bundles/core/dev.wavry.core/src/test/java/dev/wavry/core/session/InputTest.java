package dev.wavry.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.api.Session;
import dev.wavry.api.SessionReason;
import dev.wavry.api.SessionState;
import dev.wavry.core.fake.Eventually;
import dev.wavry.spi.input.InputEvent;
import dev.wavry.spi.input.InputKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class InputTest {
    private static World.Far ready(World world) {
        World.Far far = world.join().runs();
        Eventually.that("the keyboard is in use", () -> {
            far.client.key(1, false);
            return !world.keyboard.events().isEmpty();
        });
        return far;
    }

    @ParameterizedTest(name = "loss {0}")
    @ValueSource(doubles = {0, 0.05, 0.2})
    void shouldDoEveryEventOnceAndInOrder(double loss) {
        try (World world = new World(1)) {
            World.Far far = ready(world);
            world.network.impair(loss, 0.3, 0.2);
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                far.client.key(10 + i % 90, i % 2 == 0);
                expected.add("KEY " + (10 + i % 90) + " " + (i % 2 == 0 ? 1 : 0));
            }
            Eventually.that(
                    "everything arrived",
                    () -> world.keyboard.events().stream()
                                    .filter(e -> !e.startsWith("KEY 1 "))
                                    .count()
                            >= expected.size());
            assertEquals(
                    expected,
                    world.keyboard.events().stream()
                            .filter(e -> !e.startsWith("KEY 1 "))
                            .toList());
        }
    }

    @Test
    void shouldTypeLongTextInPiecesWithoutCuttingACharacter() {
        try (World world = new World(2)) {
            World.Far far = ready(world);
            String text = "Grüße \uD83D\uDE00 ".repeat(40);
            far.client.type(text);
            Eventually.that("all of it arrived", () -> {
                StringBuilder typed = new StringBuilder();
                world.keyboard.texts().forEach(typed::append);
                return typed.toString().equals(text);
            });
        }
    }

    @Test
    void shouldClickWhereThePictureWasClicked() {
        try (World world = new World(3)) {
            World.Far far = ready(world);
            far.client.click(12, 34, 3);
            Eventually.that(
                    "the click arrived",
                    () -> world.keyboard.events().containsAll(List.of("POINTER 12 34", "BUTTON 3 1", "BUTTON 3 0")));
        }
    }

    @Test
    void shouldEndASessionThatFloodsKeys() {
        try (World world = new World(4)) {
            World.Far far = ready(world);
            Session session = far.hostSession();
            for (int i = 0; i < 30_000 && far.client.state() != SessionState.ENDED; i++) {
                far.client.key(4 + i % 50, i % 2 == 0);
                if (i % 200 == 0) {
                    java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
                }
            }
            assertEquals(SessionReason.PROTOCOL_ERROR, World.done(session.ended()));
            assertTrue(World.done(far.client.ended()) == SessionReason.PROTOCOL_ERROR);
            Eventually.that("the keyboard is closed", () -> world.keyboard.live() == 0);
        }
    }

    @Test
    void shouldOnlyThinOutAFloodOfPointerMoves() {
        try (World world = new World(5)) {
            World.Far far = ready(world);
            for (int i = 0; i < 20_000; i++) {
                far.window.input(new InputEvent().set(InputKind.POINTER, i % 64, i % 48, 1));
                if (i % 200 == 0) {
                    java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
                }
            }
            assertEquals(SessionState.RUNNING, far.client.state());
            Eventually.that("a later key is done", () -> {
                far.client.key(99, true);
                return world.keyboard.events().contains("KEY 99 1");
            });
            assertEquals(SessionState.RUNNING, far.hostSession().state());
        }
    }

    @Test
    void shouldLiftWhatIsDownWhenTheClientFallsSilent() {
        try (World world = new World(6)) {
            World.Far far = ready(world);
            far.client.key(225, true);
            Eventually.that("shift is down", () -> world.keyboard.events().contains("KEY 225 1"));
            int before = world.keyboard.releases();
            world.network.cut(true);
            long start = System.nanoTime();
            Eventually.that("shift is lifted", () -> world.keyboard.releases() > before);
            assertTrue(System.nanoTime() - start < 1_900_000_000L, "before the client counts as gone");
            world.network.cut(false);
        }
    }

    @Test
    void shouldLeaveAKeyDownWhileTheClientIsThere() {
        try (World world = new World(7)) {
            World.Far far = ready(world);
            far.client.key(225, true);
            Eventually.that("shift is down", () -> world.keyboard.events().contains("KEY 225 1"));
            int before = world.keyboard.releases();
            Eventually.always("shift stays down", 2500, () -> world.keyboard.releases() == before);
        }
    }

    @Test
    void shouldLiftEverythingAtEachEnd() {
        try (World world = new World(8)) {
            World.Far left = ready(world);
            int before = world.keyboard.releases();
            left.client.key(225, true);
            left.client.close();
            Eventually.that("lifted when the client left", () -> world.keyboard.releases() > before);
            World.Far ended = ready(world);
            int again = world.keyboard.releases();
            ended.client.key(225, true);
            ended.hostSession().close();
            Eventually.that("lifted when the host ended it", () -> world.keyboard.releases() > again);
            World.Far stopped = ready(world);
            int last = world.keyboard.releases();
            stopped.client.key(225, true);
            world.host().close();
            assertTrue(world.keyboard.releases() > last, "lifted when the host stopped");
            assertEquals(0, world.keyboard.live());
        }
    }

    @Test
    void shouldMoveInputToTheDisplayThatIsCapturedNow() {
        try (World world = new World(9)) {
            World.Far far = ready(world);
            int before = world.keyboard.opened();
            world.screen.resize(50, 40);
            far.shows();
            Eventually.that("the keyboard was opened for the new size", () -> world.keyboard.opened() > before);
            Eventually.that("the old one is closed", () -> world.keyboard.live() == 1);
            Eventually.that("the new one is used", () -> {
                far.client.key(99, true);
                return world.keyboard.events().contains("KEY 99 1");
            });
        }
    }

    @Test
    void shouldBringThePointerToItsLastPlaceAfterAFlood() {
        try (World world = new World(10)) {
            World.Far far = ready(world);
            for (int i = 0; i < 6000; i++) {
                far.window.input(new InputEvent().set(InputKind.POINTER, i % 60, i % 40, 1));
                if (i % 200 == 0) {
                    java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
                }
            }
            far.window.input(new InputEvent().set(InputKind.POINTER, 63, 47, 1));
            Eventually.that("the last place is reached", () -> {
                List<String> events = world.keyboard.events();
                return events.get(events.size() - 1).equals("POINTER 63 47");
            });
        }
    }

    @Test
    void shouldGoAsFarAsARelativePointerWentInAFlood() {
        try (World world = new World(11)) {
            World.Far far = ready(world);
            for (int i = 0; i < 6000; i++) {
                far.window.input(new InputEvent().set(InputKind.MOTION, 2, -1, 1));
                if (i % 200 == 0) {
                    java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
                }
            }
            Eventually.that("all of the way was gone", () -> {
                long way = world.keyboard.events().stream()
                        .filter(e -> e.startsWith("MOTION"))
                        .mapToLong(e -> Long.parseLong(e.split(" ")[1]))
                        .sum();
                return way == 12_000;
            });
        }
    }

    @Test
    void shouldGoOnWithoutAKeyboardThatThrows() {
        try (World world = new World(12)) {
            World.Far far = ready(world);
            world.keyboard.throwNext(new IllegalStateException("the display hung up"));
            far.client.key(4, true);
            Eventually.that("the broken one is closed", () -> world.keyboard.live() == 0);
            world.screen.paint(1, 2, 3, 4, 5);
            far.shows();
            assertEquals(SessionState.RUNNING, far.hostSession().state());
        }
    }
}
