package dev.wavry.tests.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wavry.lab.Program;
import dev.wavry.lab.Waiting;
import dev.wavry.lab.Wavry;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who may come in, by a code, by the list, by a link; with real processes and a real terminal. */
@Timeout(180)
final class TrustTest {
    private final Scene scene = new Scene();
    /** Another machine: a home of its own. */
    private final Wavry other = scene.keep(Wavry.built());

    @AfterEach
    void end() throws Exception {
        scene.close();
    }

    private Wavry.Host host() {
        return scene.wavry.host("--source", "testpattern");
    }

    private static String address(Wavry.Host host) {
        return host.listening().path("address").asText();
    }

    private Program inTerminal(String words) {
        return Terminals.start(scene, words);
    }

    private static String code(Program pair) {
        return Terminals.code(pair);
    }

    private void assertExit(int expected, Program program) {
        assertEquals(expected, program.awaitExit(Wavry.PATIENCE), program::tail);
    }

    private Program connect(Wavry.Host host, String... more) {
        List<String> words =
                new java.util.ArrayList<>(List.of("connect", address(host), "--headless", "--json", "--stdin"));
        words.addAll(List.of(more));
        return other.start(Map.of(), words.toArray(String[]::new));
    }

    private void pair(Wavry.Host host, String flags) {
        Program pair = inTerminal("pair " + flags);
        String code = code(pair);
        Program with = other.start(Map.of(), "pair-with", address(host), code.toLowerCase(java.util.Locale.ROOT));
        assertExit(0, with);
        assertExit(0, pair);
        assertFalse(host.program().errors().contains(code), "a code is in no log");
    }

    @Test
    void shouldPairConnectAndBeGoneWithinASecondWhenRevoked() throws Exception {
        Wavry.Host host = host();
        assertExit(14, connect(host));
        pair(host, "--name laptop");
        assertTrue(Files.readString(scene.wavry.home().resolve("authorized_clients"))
                .contains("name=\"laptop\""));
        Program client = connect(host);
        Wavry.session(client, "RUNNING", 0);
        Program revoke = scene.wavry.start(Map.of(), "clients", "revoke", "laptop");
        assertExit(0, revoke);
        long revokedNanos = System.nanoTime();
        JsonNode ended = Wavry.session(client, "ENDED", 0);
        assertEquals("REVOKED", ended.path("reason").asText());
        Program.Line seen = client.find(0, line -> line.contains("REVOKED")).orElseThrow();
        System.out.println("gone " + (seen.atNanos() - revokedNanos) / 1_000_000 + " ms after the command had ended");
        assertExit(18, client);
        assertExit(11, connect(host));
    }

    @Test
    void shouldRefuseAWrongCodeAndTakeTheRightOneAfterwards() {
        Wavry.Host host = host();
        assertExit(19, other.start(Map.of(), "pair-with", address(host), "0000-0000"));
        Program pair = inTerminal("pair");
        String code = code(pair);
        assertExit(19, other.start(Map.of(), "pair-with", address(host), "0000-0000"));
        pair.await("a warning", Wavry.PATIENCE, 0, line -> line.contains("2 more may be wrong"));
        // After a wrong code none is taken for a second, and what comes in that second does not count.
        Waiting.until("the right code to be taken", Wavry.PATIENCE, () -> pairs(host, code));
        assertExit(0, pair);
    }

    private boolean pairs(Wavry.Host host, String code) {
        return other.start(Map.of(), "pair-with", address(host), code).awaitExit(Wavry.PATIENCE) == 0;
    }

    @Test
    void shouldLetAViewerSeeButNotType() {
        Wavry.Host host = host();
        pair(host, "--rights view");
        Program client = connect(host);
        Wavry.session(client, "RUNNING", 0);
        client.tell("type not for you");
        Wavry.event(client, "sent", 0);
        JsonNode report = Wavry.report(host.program());
        for (int i = 0;
                i < 50 && report.path("counters").path("inputNotAllowed").asLong() == 0;
                i++) {
            report = Wavry.report(host.program());
        }
        assertTrue(report.path("counters").path("inputNotAllowed").asLong() > 0, report::toString);
        assertEquals(0, report.path("counters").path("inputEvents").asLong());
    }

    @Test
    void shouldLetSomebodyWatchByALinkOnce() throws Exception {
        Wavry.Host host = host();
        Program link = inTerminal("link --view --minutes 2");
        String secret = code(link);
        Program client = connect(host, "--link", secret);
        Wavry.session(client, "RUNNING", 0);
        assertExit(0, link);
        assertFalse(Files.exists(scene.wavry.home().resolve("authorized_clients")));
        client.tell("quit");
        assertExit(0, client);
        assertExit(19, connect(host, "--link", secret));
        assertExit(14, connect(host));
    }

    @Test
    void shouldDrawACodeForACameraWhereTheTerminalCan() {
        host();
        Map<String, String> able = Map.of("TERM", "xterm", "COLUMNS", "80", "LC_ALL", "C.UTF-8");
        Program pair = Terminals.start(scene, able, "pair --qr");
        code(pair);
        pair.await("half blocks", Wavry.PATIENCE, 0, line -> line.contains("\u2580") && line.contains("\u2584"));
        Program plain = Terminals.start(scene, able, "pair");
        plain.await("a refusal", Wavry.PATIENCE, 0, line -> line.contains("A code is out already"));
        assertExit(19, plain);
    }

    @Test
    void shouldShowACodeOnATerminalOnlyAndSayThatNoHostRuns() {
        assertExit(2, scene.wavry.start(Map.of(), "pair"));
        assertExit(24, inTerminal("pair"));
    }
}
