package dev.wavry.tests.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wavry.lab.Program;
import dev.wavry.lab.Screen;
import dev.wavry.lab.Wavry;
import dev.wavry.lab.XServer;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A real desktop over TCP where UDP does not pass, and from one carrier to the other in a live session. */
@Timeout(180)
final class CarrierTest {
    private static final String UDP = "dev.wavry.transport.udp";
    private static final String TLS = "dev.wavry.transport.tls";

    private final Scene scene = new Scene();
    private Wavry.Host host;
    private Program viewer;
    private Screen hostScreen;
    private Screen viewerScreen;

    private void connect(String transport) {
        XServer hostDisplay = scene.display();
        XServer clientDisplay = scene.display();
        host = scene.host(hostDisplay, "--transport", transport);
        viewer = scene.viewer(host, clientDisplay, "--transport", transport);
        hostScreen = scene.screen(hostDisplay);
        viewerScreen = scene.screen(clientDisplay);
        assertLives(0x208040);
    }

    @AfterEach
    void end() throws Exception {
        scene.close();
    }

    private void assertLives(int rgb) {
        Scene.awaitLive(hostScreen, viewerScreen, rgb);
        assertTrue(viewer.lines().stream().noneMatch(line -> line.text().contains("\"ENDED\"")), viewer::tail);
    }

    @Test
    void shouldShowTheDesktopOverTls() {
        connect("tls");
        assertLives(0xa04020);
        assertLives(0x2040c0);
    }

    @Test
    void shouldGoFromUdpToTlsAndBackInALiveSession() throws IOException {
        connect("udp");
        String[] there = {TLS, UDP, TLS, UDP};
        for (int i = 0; i < there.length; i++) {
            JsonNode answer =
                    Orders.to(scene.wavry, host.program()).perform("swap", "transport", there[i], "--watch=0");
            assertTrue(answer.path("done").asBoolean(), answer::toString);
            assertEquals(0, answer.path("sessionsLost").asInt(), answer::toString);
            assertLives(0x600000 + 0x2040 * i);
        }
    }
}
