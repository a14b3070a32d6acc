package dev.wavry.platform.linux.input.xtest.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.lib.x11.testing.XServer;
import dev.wavry.spi.input.InputKind;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.lifecycle.CannotOpenException.Reason;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class XtestPointerTest {
    private static final Pattern EVENT = Pattern.compile("(button|keycode) (\\d+)[, ]");

    @TempDir
    Path folder;

    @Test
    void shouldPutThePointerOnThePixelOfThePicture() throws Exception {
        try (Typist typist = new Typist(folder, 100, 50)) {
            typist.send(InputKind.POINTER, 20, 30);
            assertEquals("120,80", place(typist));
            typist.send(InputKind.POINTER, -5, 9999);
            assertEquals("100,479", place(typist));
            typist.send(InputKind.MOTION, 7, -9);
            assertEquals("107,470", place(typist));
        }
    }

    @Test
    void shouldDoEveryButtonAndTurnTheWheelByWholeNotches() throws Exception {
        try (Typist typist = new Typist(folder);
                BufferedReader seen = watch(typist)) {
            for (int button = 1; button <= 5; button++) {
                typist.send(InputKind.BUTTON, button, 1);
                typist.send(InputKind.BUTTON, button, 0);
            }
            typist.send(InputKind.SCROLL, 0, 60);
            typist.send(InputKind.SCROLL, 0, 60);
            typist.send(InputKind.SCROLL, 0, -240);
            typist.send(InputKind.SCROLL, 120, 0);
            typist.send(InputKind.SCROLL, -130, 0);
            assertEquals(
                    "1 1 2 2 3 3 8 8 9 9 4 4 5 5 5 5 7 7 6 6",
                    String.join(" ", events(seen, 20)).replace("button", ""));
        }
    }

    @Test
    void shouldLiftEverythingThatIsDown() throws Exception {
        try (Typist typist = new Typist(folder);
                BufferedReader seen = watch(typist)) {
            typist.send(InputKind.KEY, 0x04, 1);
            typist.send(InputKind.KEY, Typist.LEFT_SHIFT, 1);
            typist.send(InputKind.BUTTON, 1, 1);
            typist.device.releaseAll();
            typist.send(InputKind.BUTTON, 3, 1);
            typist.device.close();
            List<String> downThenUp = List.of("keycode38", "keycode50", "button1");
            List<String> events = events(seen, 8);
            assertEquals(downThenUp, events.subList(0, 3));
            assertEquals(downThenUp, events.subList(3, 6));
            assertEquals(List.of("button3", "button3"), events.subList(6, 8));
        }
    }

    @Test
    void shouldTellOfADyingServerAndLeaveTheProcessAlive() throws Exception {
        try (Typist typist = new Typist(folder)) {
            typist.server.kill();
            XServer.await("the failure", () -> {
                typist.device.doWork();
                return typist.failure != null;
            });
            typist.send(InputKind.POINTER, 1, 1);
            typist.text("nobody reads this");
            typist.device.releaseAll();
            assertTrue(typist.device.drained());
        }
    }

    @Test
    void shouldSayThatNoServerAnswers() throws Exception {
        try (Typist typist = new Typist(folder)) {
            CannotOpenException none =
                    assertThrows(CannotOpenException.class, () -> new XtestInjector(":31999", "").open(typist));
            assertEquals(Reason.NOT_HERE, none.reason());
            assertTrue(none.what().contains(":31999"), none.what());
        }
    }

    private static String place(Typist typist) {
        List<String> words = new ArrayList<>();
        for (String line :
                typist.server.run("xdotool", "getmouselocation", "--shell").split("\n")) {
            if (line.startsWith("X=") || line.startsWith("Y=")) {
                words.add(line.substring(2));
            }
        }
        return String.join(",", words);
    }

    /** Starts xev in a window under the pointer. */
    private static BufferedReader watch(Typist typist) throws Exception {
        typist.send(InputKind.POINTER, 50, 50);
        Process program =
                typist.server.start("xev", "-geometry", "300x300+0+0", "-event", "button", "-event", "keyboard");
        XServer.await("the window to be seen", () -> !typist.server
                .run("sh", "-c", "xdotool search --onlyvisible --name 'Event Tester' || true")
                .isBlank());
        return new BufferedReader(new InputStreamReader(program.getInputStream(), StandardCharsets.US_ASCII));
    }

    /** Names of the buttons and keys that went down or up, in order. */
    private static List<String> events(BufferedReader seen, int count) throws Exception {
        List<String> events = new ArrayList<>();
        while (events.size() < count) {
            String line = seen.readLine();
            if (line == null) {
                throw new AssertionError("xev ended after " + events);
            }
            Matcher matcher = EVENT.matcher(line);
            if (matcher.find()) {
                events.add(matcher.group(1) + matcher.group(2));
            }
        }
        return events;
    }
}
