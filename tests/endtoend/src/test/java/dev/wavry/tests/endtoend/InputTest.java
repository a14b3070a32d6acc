package dev.wavry.tests.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wavry.lab.Program;
import dev.wavry.lab.Screen;
import dev.wavry.lab.Waiting;
import dev.wavry.lab.Wavry;
import dev.wavry.lab.XServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is typed and clicked at the client happens on the host. */
@Timeout(120)
final class InputTest {
    private static final Duration ARRIVES = Duration.ofSeconds(15);
    private static final int ENTER = 40;
    private static final String WORDS = "Hello yz, gr\u00fc\u00df dich: 5 \u20ac & <tags> ~";

    private final Scene scene = new Scene();

    @TempDir
    private Path folder;

    @AfterEach
    void end() throws Exception {
        scene.close();
    }

    /** A terminal over the whole display that writes each line typed into it to a file. */
    private Path terminal(XServer display) {
        Path file = folder.resolve("typed");
        display.start(
                "xterm",
                "-geometry",
                "300x80+0+0",
                "-e",
                "sh",
                "-c",
                "echo ready >'" + file + "'; cat >>'" + file + "'");
        Waiting.until("the terminal", Wavry.PATIENCE, () -> text(file).startsWith("ready"));
        display.run("xdotool", "search", "--sync", "--onlyvisible", "--class", "XTerm");
        return file;
    }

    private static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void assertArrives(String expected, Path file) {
        Waiting.happens(ARRIVES, () -> text(file).endsWith("\n") && text(file).length() > "ready\n".length());
        assertEquals("ready\n" + expected + "\n", text(file));
    }

    private static void enter(Program viewer) {
        viewer.tell("key " + ENTER + " down");
        viewer.tell("key " + ENTER + " up");
    }

    @ParameterizedTest
    @ValueSource(strings = {"us", "de"})
    void shouldTypeTextWhateverTheHostsLayout(String layout) {
        XServer hostDisplay = scene.display();
        hostDisplay.run("setxkbmap", layout);
        Path typed = terminal(hostDisplay);
        Program viewer = scene.viewer(scene.host(hostDisplay), scene.display());
        viewer.tell("click 300 300 1");
        viewer.tell("type " + WORDS);
        enter(viewer);
        assertArrives(WORDS, typed);
    }

    @ParameterizedTest
    @CsvSource({"us,yz1", "de,zy1"})
    void shouldPressTheSameKeysWithTheHostsLayout(String layout, String expected) {
        XServer hostDisplay = scene.display();
        XServer clientDisplay = scene.display();
        hostDisplay.run("setxkbmap", layout);
        Path typed = terminal(hostDisplay);
        scene.viewer(scene.host(hostDisplay), clientDisplay);
        clientDisplay.run("xdotool", "mousemove", "300", "300", "click", "1");
        clientDisplay.run("xdotool", "key", "y", "z", "1", "Return");
        assertArrives(expected, typed);
    }

    @Test
    void shouldMoveThePointerOfTheHost() {
        XServer hostDisplay = scene.display();
        XServer clientDisplay = scene.display();
        scene.viewer(scene.host(hostDisplay), clientDisplay);
        Screen client = scene.screen(clientDisplay);
        client.move(321, 234);
        client.move(412, 345);
        Waiting.until("the pointer of the host at 412,345", ARRIVES, () -> String.join(
                        " ", hostDisplay.run("xdotool", "getmouselocation"))
                .startsWith("x:412 y:345 "));
    }
}
