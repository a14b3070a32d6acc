package dev.wavry.render.desktop.internal;

import static dev.wavry.spi.input.InputKind.BUTTON;
import static dev.wavry.spi.input.InputKind.KEY;
import static dev.wavry.spi.input.InputKind.MOTION;
import static dev.wavry.spi.input.InputKind.POINTER;
import static dev.wavry.spi.input.InputKind.SCROLL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.spi.media.VideoFrame;
import dev.wavry.spi.render.Presentation;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DesktopInputTest extends WindowRig {
    @Test
    void shouldSendKeysByTheirPlaceOnTheKeyboardAndNoRepeats() {
        openFocused();
        press(X_A, X_LEFT_CTRL, X_UP);
        until(
                () -> person.did(KEY)
                        .equals(List.of(
                                "KEY " + HID_A + " 1",
                                "KEY " + HID_A + " 0",
                                "KEY " + HID_LEFT_CTRL + " 1",
                                "KEY " + HID_LEFT_CTRL + " 0",
                                "KEY " + HID_UP + " 1",
                                "KEY " + HID_UP + " 0")),
                () -> "keys " + person.deeds);
        server.key(X_A, true);
        // Xvfb repeats a held key every 40 ms after 660 ms; the next key shows that they were left out.
        long later = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(900);
        until(() -> System.nanoTime() > later, () -> "time to pass");
        server.key(X_A, false);
        until(() -> person.did(KEY).size() >= 8, () -> "keys " + person.deeds);
        assertEquals(
                List.of("KEY " + HID_A + " 1", "KEY " + HID_A + " 0"),
                person.did(KEY).subList(6, 8));
        for (Person.Deed deed : person.deeds) {
            assertEquals(PresentAgent.THREAD, deed.thread());
            assertTrue(deed.nanos() <= deed.seenNanos(), "an event from the future");
            assertTrue(deed.seenNanos() - deed.nanos() < TimeUnit.SECONDS.toNanos(5), "a time of another clock");
        }
    }

    @Test
    void shouldSendPointerButtonsAndWheel() {
        openFocused();
        server.point(agent.window(), 100, 50);
        until(() -> person.did(POINTER).contains("POINTER 100 50"), () -> "pointer " + person.deeds);
        for (int button : new int[] {1, 2, 3, 8, 9}) {
            server.button(button, true);
            server.button(button, false);
        }
        until(
                () -> person.did(BUTTON)
                        .equals(List.of(
                                "BUTTON 1 1",
                                "BUTTON 1 0",
                                "BUTTON 2 1",
                                "BUTTON 2 0",
                                "BUTTON 3 1",
                                "BUTTON 3 0",
                                "BUTTON 4 1",
                                "BUTTON 4 0",
                                "BUTTON 5 1",
                                "BUTTON 5 0")),
                () -> "buttons " + person.deeds);
        for (int button : new int[] {4, 5, 6, 7}) {
            server.button(button, true);
            server.button(button, false);
        }
        until(
                () -> person.did(SCROLL)
                        .equals(List.of("SCROLL 0 120", "SCROLL 0 -120", "SCROLL -120 0", "SCROLL 120 0")),
                () -> "wheel " + person.deeds);
    }

    @Test
    void shouldMapThePointerBackThroughScalingAndBorders() {
        Presentation presentation = openFocused();
        presentation.present(pictures.picture(WIDTH, HEIGHT, Pictures.plain(0x777777)));
        server.resize(agent.window(), 640, 500);
        until(() -> server.pixel(agent.window(), 639, 60) == 0x777777, () -> "scaled up");
        server.point(agent.window(), 200, 150);
        until(() -> person.did(POINTER).contains("POINTER 100 50"), () -> "pointer " + person.deeds);
        server.point(agent.window(), 639, 2);
        until(() -> person.did(POINTER).contains("POINTER 319 0"), () -> "clamped pointer " + person.deeds);
    }

    @Test
    void shouldSendDistancesWhileTheMouseIsCaught() {
        openFocused();
        server.point(agent.window(), 100, 50);
        until(() -> person.did(POINTER).contains("POINTER 100 50"), () -> "pointer " + person.deeds);
        chord(X_M);
        person.deeds.clear();
        for (int i = 0; i < 100; i++) {
            server.moveBy(3, -2);
        }
        until(() -> sum(true) == 300 && sum(false) == -200, () -> "distances " + person.deeds);
        assertTrue(person.did(POINTER).isEmpty());
        chord(X_M);
        person.deeds.clear();
        server.point(agent.window(), 20, 30);
        until(() -> person.did(POINTER).contains("POINTER 20 30"), () -> "pointer " + person.deeds);
    }

    private int sum(boolean ofX) {
        return person.deeds.stream()
                .filter(deed -> deed.kind() == MOTION)
                .mapToInt(deed -> ofX ? deed.a() : deed.b())
                .sum();
    }

    @Test
    void shouldKeepShortcutsOfTheViewerToItself() {
        Presentation presentation = openFocused();
        presentation.present(pictures.picture(WIDTH, HEIGHT, Pictures.plain(0x0000FF)));
        presentation.overlay("12 ms\n60 fps");
        chord(X_O);
        until(() -> has(0xFFFFFF) && has(0x181818), () -> "the overlay");
        presentation.present(pictures.picture(WIDTH, HEIGHT, Pictures.plain(0x00FF00)));
        until(() -> has(0xFFFFFF) && !has(0x0000FF), () -> "the overlay over the next picture");
        chord(X_O);
        expect(Pictures.plain(0x00FF00), WIDTH, HEIGHT);
        chord(X_Q);
        until(() -> person.closeRequests.get() == 1, () -> "the request to close");
        List<String> keys = person.did(KEY);
        assertTrue(
                keys.stream()
                        .allMatch(key -> key.startsWith("KEY " + HID_LEFT_CTRL + " ")
                                || key.startsWith("KEY " + HID_LEFT_SHIFT + " ")
                                || key.startsWith("KEY " + HID_LEFT_ALT + " ")),
                keys.toString());
    }

    private boolean has(int rgb) {
        return java.util.Arrays.stream(server.pixels(agent.window(), 0, 0, 100, 50))
                .anyMatch(pixel -> pixel == rgb);
    }

    @Test
    void shouldLiftWhatIsDownWhenItLosesTheFocus() {
        openFocused();
        server.point(agent.window(), 10, 10);
        server.key(X_LEFT_SHIFT, true);
        server.button(1, true);
        until(() -> person.did(KEY, BUTTON).size() == 2, () -> "down " + person.deeds);
        server.focusRoot();
        until(
                () -> person.did(KEY, BUTTON).containsAll(List.of("KEY " + HID_LEFT_SHIFT + " 0", "BUTTON 1 0")),
                () -> "up " + person.deeds);
        server.key(X_LEFT_SHIFT, false);
        server.button(1, false);
        server.focus(agent.window());
        press(X_A);
        until(() -> person.did(KEY).contains("KEY " + HID_A + " 0"), () -> "keys " + person.deeds);
        assertEquals(6, person.did(KEY, BUTTON).size(), person.deeds.toString());
    }

    @Test
    void shouldLiftWhatIsDownWhenItIsClosed() {
        openFocused();
        server.key(X_LEFT_SHIFT, true);
        until(() -> person.did(KEY).size() == 1, () -> "down " + person.deeds);
        agent.close();
        server.key(X_LEFT_SHIFT, false);
        assertEquals(List.of("KEY " + HID_LEFT_SHIFT + " 1", "KEY " + HID_LEFT_SHIFT + " 0"), person.did(KEY));
    }

    @Test
    void shouldMissNoKeyThatComesWhilePicturesAreShown() throws Exception {
        long minuteNanos = TimeUnit.MINUTES.toNanos(1);
        agent = new PresentAgent(new DesktopRenderer(server.name(), Drawing.AUTO, minuteNanos), spec(), person);
        Presentation presentation = agent.presentation();
        server.focus(agent.window());
        VideoFrame picture = pictures.picture(WIDTH, HEIGHT, Pictures.noise(7), 0, 0, 20, 20);
        AtomicBoolean stop = new AtomicBoolean();
        AtomicInteger burst = new AtomicInteger();
        Thread decode = new Thread(() -> {
            while (!stop.get()) {
                if (burst.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                    presentation.present(picture.retain());
                }
            }
        });
        decode.start();
        try {
            for (int i = 1; i <= 600; i++) {
                int seen = i;
                // A key in the middle of a burst may be read together with the answer to its last picture; then all is
                // silent.
                burst.set(1 + i % 20);
                server.key(X_A, i % 2 == 1);
                until(() -> person.did(KEY).size() >= seen, () -> "key " + seen, 5);
                until(() -> burst.get() == 0, () -> "the end of the burst");
            }
        } finally {
            stop.set(true);
            decode.join();
            picture.close();
        }
    }
}
