package dev.wavry.tests.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.lab.Program;
import dev.wavry.lab.Wavry;
import dev.wavry.lab.XServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each thing that cannot be done has its own exit code and one sentence that says what, why and what to do. */
@Timeout(90)
final class RefusalTest {
    private final Scene scene = new Scene();

    @AfterEach
    void end() throws Exception {
        scene.close();
    }

    private void assertRefused(int exitCode, String mentions, Program command) {
        assertEquals(exitCode, command.awaitExit(Wavry.PATIENCE), command::tail);
        String sentence = Sentences.assertOne(command);
        assertTrue(sentence.contains(mentions), sentence);
    }

    private Program run(String... words) {
        return scene.wavry.start(Map.of(), words);
    }

    private Wavry.Host testPatternHost() {
        return scene.wavry.host("--source", "testpattern");
    }

    @Test
    void shouldRefuseAHostWithAnotherKeyThanTheOneNamed() {
        Wavry.Host host = testPatternHost();
        String address = host.listening().path("address").asText();
        assertRefused(12, "id", run("connect", scene.wavry.clientId() + "@" + address, "--headless"));
    }

    @Test
    void shouldRefuseAClientThatTheHostDoesNotKnow(@TempDir Path folder) {
        Wavry.Host host = testPatternHost();
        String otherKeys = folder.resolve("other.key").toString();
        assertRefused(11, "--authorize", run("connect", host.target(), "--headless", "--keys", otherKeys));
    }

    @Test
    void shouldNotGuessWhoAHostIs() {
        Wavry.Host host = testPatternHost();
        String address = host.listening().path("address").asText();
        assertRefused(14, "ID", run("connect", address, "--headless"));
    }

    @Test
    void shouldRememberAHostThatWasNamedOnce() {
        Wavry.Host host = testPatternHost();
        Program first = run("connect", host.target(), "--headless", "--json", "--seconds", "1");
        assertEquals(0, first.awaitExit(Wavry.PATIENCE), first::tail);
        String address = host.listening().path("address").asText();
        Program second = run("connect", address, "--headless", "--json");
        Wavry.session(second, "RUNNING", 0);
    }

    @Test
    void shouldRefuseAPinnedHostLoudlyOnceItsKeyHasChangedUntilItIsForgotten() throws Exception {
        Wavry.Host host = testPatternHost();
        Program first = run("connect", host.target(), "--headless", "--json", "--seconds", "1");
        assertEquals(0, first.awaitExit(Wavry.PATIENCE), first::tail);
        String address = host.listening().path("address").asText();
        host.program().tell("quit");
        assertEquals(0, host.program().awaitExit(Wavry.PATIENCE), host.program()::tail);
        Files.delete(scene.wavry.home().resolve("host.key"));
        Wavry.Host impostor = scene.wavry.host("--source", "testpattern", "--listen", address);

        Program refused = run("connect", address, "--headless");
        assertRefused(12, "ANOTHER HOST ANSWERED", refused);
        assertTrue(refused.errors().contains("wavry hosts forget"), refused::tail);
        assertTrue(refused.errors().contains(impostor.listening().path("id").asText()), refused::tail);
        Program forget = run("hosts", "forget", address);
        assertEquals(0, forget.awaitExit(Wavry.PATIENCE), forget::tail);
        assertRefused(14, "ID", run("connect", address, "--headless"));
    }

    @Test
    void shouldSayThatNobodyAnswers() {
        Wavry.Host host = testPatternHost();
        host.program().kill();
        assertRefused(10, "address", run("connect", host.target(), "--headless"));
    }

    @Test
    void shouldSayThatThePortIsTaken() {
        String address = testPatternHost().listening().path("address").asText();
        String port = address.substring(address.lastIndexOf(':') + 1);
        assertRefused(30, port, run("host", "--source", "testpattern", "--listen", address));
    }

    @Test
    void shouldNameTheDisplaysThatExist() {
        XServer display = scene.display();
        assertRefused(
                20,
                "screen",
                scene.wavry.start(Map.of("DISPLAY", display.display()), "host", "--display", "no-such-display"));
    }

    @Test
    void shouldSayThatNoServerAnswersAtADisplay() {
        assertRefused(20, ":54321", run("host", "--display", ":54321"));
    }

    @Test
    void shouldNameTheCodecsThatExist() {
        assertRefused(21, "raw", run("host", "--source", "testpattern", "--codec", "no-such-codec"));
    }

    @Test
    void shouldNameTheFlagThatIsWrongAndWhatIsValid() {
        assertRefused(2, "--fps", run("host", "--fps", "fast"));
    }
}
