package dev.wavry.tests.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wavry.lab.Program;
import dev.wavry.lab.Wavry;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A host that asks its person, with real processes and a real terminal. */
@Timeout(180)
final class ConsentTest {
    private static final Pattern TARGET = Pattern.compile("\\s*wavry connect (\\S+)\\s*");
    private static final Pattern NUMBER = Pattern.compile("(\\d+)  .* asks to .*");

    private final Scene scene = new Scene();
    /** Another machine: a home of its own. */
    private final Wavry other = scene.keep(Wavry.built());

    @AfterEach
    void end() throws Exception {
        scene.close();
    }

    private static String first(Program of, Pattern wanted, String what) {
        String line = of.await(
                        what, Wavry.PATIENCE, 0, text -> wanted.matcher(text).matches())
                .text();
        Matcher matcher = wanted.matcher(line);
        assertTrue(matcher.matches());
        return matcher.group(1);
    }

    private static Program connect(Wavry from, String target) {
        Program client = from.start(Map.of(), "connect", target, "--headless", "--json", "--stdin");
        JsonNode waits = Wavry.event(
                client, "session", 0, event -> event.path("reason").asText().equals("AWAITING_CONSENT"));
        assertEquals("NEGOTIATING", waits.path("state").asText());
        return client;
    }

    private void exits(int code, Program program) {
        assertEquals(code, program.awaitExit(Wavry.PATIENCE), program::tail);
    }

    private static int asked(Program host, String who, int fromLine) {
        host.await(
                "the question",
                Wavry.PATIENCE,
                fromLine,
                line -> line.startsWith(who)
                        && line.contains("asks to view, control")
                        && line.contains("y/N within 30 s"));
        return host.lines().size();
    }

    @Test
    void shouldLetInWhomThePersonAtTheTerminalOrTheSocketAllows() {
        exits(0, scene.wavry.start(Map.of(), "clients", "grant", other.clientId(), "--name", "laptop"));
        String friend = scene.wavry.clientId();
        Program host = Terminals.start(
                scene, "host --consent ask --source testpattern --listen 127.0.0.1:0 --authorize " + friend);
        String target = first(host, TARGET, "where it listens");

        Program client = connect(other, target);
        int seen = asked(host, "laptop (" + other.clientId().substring(0, 8) + "...)", 0);
        host.tell("y");
        Wavry.session(client, "RUNNING", 0);
        client.tell("quit");
        exits(0, client);

        client = connect(other, target);
        seen = asked(host, "laptop", seen);
        host.tell("n");
        exits(34, client);
        assertTrue(Sentences.assertOne(client).contains("person at the host"), client::tail);

        client = connect(scene.wavry, target);
        asked(host, "A client (" + friend.substring(0, 8) + "...)", seen);
        Program list = scene.wavry.start(Map.of(), "consent", "list");
        exits(0, list);
        exits(0, scene.wavry.start(Map.of(), "consent", "allow", first(list, NUMBER, "a question")));
        Wavry.session(client, "RUNNING", 0);
        exits(2, scene.wavry.start(Map.of(), "consent", "allow", "3"));
    }
}
