package dev.wavry.tests.endtoend;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wavry.lab.Program;
import dev.wavry.lab.Screen;
import dev.wavry.lab.Wavry;
import dev.wavry.lab.XServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Parts of a running session are exchanged, and the picture goes on. */
@Timeout(120)
final class HandOverTest {
    private final Scene scene = new Scene();
    private Program host;
    private Program viewer;
    private Screen hostScreen;
    private Screen viewerScreen;

    @BeforeEach
    void connect() {
        XServer hostDisplay = scene.display();
        XServer clientDisplay = scene.display();
        Wavry.Host listening = scene.host(hostDisplay, "--codec", "h264");
        host = listening.program();
        viewer = scene.viewer(listening, clientDisplay);
        hostScreen = scene.screen(hostDisplay);
        viewerScreen = scene.screen(clientDisplay);
        Scene.awaitLive(hostScreen, viewerScreen, 0x208040);
    }

    @AfterEach
    void end() throws Exception {
        scene.close();
    }

    private static JsonNode exchange(Program side, String line) {
        int from = side.lines().size();
        side.tell(line);
        return Wavry.event(side, "handover", from);
    }

    private void assertLives(int rgb) {
        Scene.awaitLive(hostScreen, viewerScreen, rgb);
        assertTrue(viewer.lines().stream().noneMatch(line -> line.text().contains("\"ENDED\"")), viewer::tail);
    }

    @Test
    void shouldGoOnWithAnotherEncoder() {
        for (String codec : new String[] {"vp8", "raw", "h264"}) {
            JsonNode answer = exchange(host, "encoder " + codec);
            assertTrue(answer.path("done").asBoolean(), answer::toString);
            assertLives(0xa02000 + codec.hashCode() % 128);
        }
    }

    @Test
    void shouldGoOnWithAFreshDecoder() {
        JsonNode answer = exchange(viewer, "decoder ffmpeg");
        assertTrue(answer.path("done").asBoolean(), answer::toString);
        assertLives(0x2040c0);
    }

    @Test
    void shouldGoToTheTestPatternAndBack() {
        JsonNode there = exchange(host, "capture testpattern");
        assertTrue(there.path("done").asBoolean(), there::toString);
        JsonNode back = exchange(host, "capture x11");
        assertTrue(back.path("done").asBoolean(), back::toString);
        assertLives(0xc0a020);
    }

    @Test
    void shouldKeepWhatRunsWhenTheOtherDoesNotExist() {
        JsonNode answer = exchange(host, "encoder no-such-codec");
        assertFalse(answer.path("done").asBoolean(), answer::toString);
        assertLives(0x8020a0);
    }
}
