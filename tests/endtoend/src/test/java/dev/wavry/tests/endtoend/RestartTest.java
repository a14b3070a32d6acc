package dev.wavry.tests.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wavry.lab.Program;
import dev.wavry.lab.Wavry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The host itself is updated, its core included, and sessions come back by themselves. */
@Timeout(300)
final class RestartTest {
    private static final String CORE = "dev.wavry.core";

    private Wavry wavry;
    private SignedBundles bundles;

    @BeforeEach
    void makeKeys() throws IOException {
        wavry = Wavry.built();
        bundles = new SignedBundles();
    }

    @AfterEach
    void end() throws IOException {
        wavry.close();
        bundles.close();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String version(JsonNode list) {
        for (JsonNode one : list.path("bundles")) {
            if (one.path("name").asText().equals(CORE)) {
                return one.path("version").asText();
            }
        }
        return "";
    }

    @Test
    void shouldUpdateItsCoreAndGoOnWithTheSession() throws IOException {
        Program trusted =
                wavry.start(Map.of(), "trust", "add", bundles.certificate().toString());
        assertEquals(0, trusted.awaitExit(Wavry.PATIENCE), trusted::tail);
        Wavry.Host host = wavry.host("--source", "testpattern", "--listen", "127.0.0.1:" + freePort());
        Program viewer = wavry.start(Map.of(), "connect", host.target(), "--headless", "--json", "--stdin");
        Wavry.session(viewer, "RUNNING", 0);
        Orders orders = Orders.to(wavry, host.program());
        String file = bundles.signed(CORE, "9.0.0").toString();
        JsonNode told = orders.perform("update", file, "--dry-run");
        assertTrue(told.path("changes").toString().contains("restart"), told::toString);
        JsonNode updated = orders.perform("update", file);
        assertTrue(updated.path("done").asBoolean(), updated::toString);
        assertEquals(CORE + " 9.0.0", updated.path("atNextStart").path(0).asText(), updated::toString);
        int from = viewer.lines().size();
        int listened = host.program().lines().size();
        JsonNode restarted = orders.perform("restart");
        assertEquals(CORE + " 9.0.0", restarted.path("takesEffect").path(0).asText(), restarted::toString);
        Wavry.session(viewer, "RESUMING", from);
        Wavry.event(host.program(), "listening", listened);
        Wavry.session(viewer, "RUNNING", from);
        assertEquals("9.0.0", version(orders.perform("list")));
    }
}
