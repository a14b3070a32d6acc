package dev.wavry.tests.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wavry.lab.Program;
import dev.wavry.lab.Wavry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An administrator with another home than the host's gives orders over the wire. */
@Timeout(300)
final class RemoteTest {
    private Wavry there;
    private Wavry here;
    private SignedBundles bundles;

    @BeforeEach
    void makeHomes() throws IOException {
        there = Wavry.built();
        here = Wavry.built();
        bundles = new SignedBundles();
    }

    @AfterEach
    void end() throws IOException {
        here.close();
        there.close();
        bundles.close();
    }

    private static Program command(Wavry wavry, int code, String... words) {
        Program program = wavry.start(Map.of(), words);
        assertEquals(code, program.awaitExit(Wavry.PATIENCE), program::tail);
        return program;
    }

    private static JsonNode last(Program program) {
        return Wavry.json(program.lines().get(program.lines().size() - 1).text());
    }

    @Test
    void shouldUpdateABundleOfAHostElsewhereByTheRightToAdministerOnly() throws IOException {
        String id = here.clientId();
        command(there, 0, "clients", "grant", id, "--rights", "view,control");
        Program host = there.start(
                Map.of(), "host", "--json", "--stdin", "--source", "testpattern", "--listen", "127.0.0.1:0");
        JsonNode listening = Wavry.event(host, "listening", 0);
        String target =
                listening.path("id").asText() + "@" + listening.path("address").asText();
        command(here, 11, "bundles", "list", "--host", target);
        command(there, 0, "clients", "grant", id, "--rights", "admin");
        Path codec = bundles.signed("7.0.0");
        command(here, 25, "bundles", "update", codec.toString(), "--watch", "0", "--host", target);
        command(there, 0, "trust", "add", bundles.certificate().toString());
        Program updated =
                command(here, 0, "bundles", "update", codec.toString(), "--watch", "0", "--host", target, "--json");
        assertTrue(last(updated).path("done").asBoolean(), updated::tail);
        JsonNode now = last(command(here, 0, "bundles", "info", "dev.wavry.codec.raw", "--host", target, "--json"));
        assertEquals("7.0.0", now.path("version").asText(), now::toString);
        JsonNode history = last(command(here, 0, "bundles", "history", "--host", target, "--json"))
                .path("orders");
        assertEquals("rift:" + id, history.path(history.size() - 1).path("who").asText(), history::toString);
        command(there, 0, "clients", "revoke", id);
        command(here, 11, "bundles", "list", "--host", target);
    }
}
