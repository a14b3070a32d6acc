package dev.wavry.shell.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.api.ErrorKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees who is asked, and how it answers. */
@Timeout(20)
class ConsentCommandsTest {
    private static final Map<String, String> ASKS = Map.of(
            "event",
            "asks",
            "number",
            "3",
            "name",
            "Bert's laptop",
            "id",
            "abcdefghijklmnop",
            "rights",
            "view,control,audio",
            "seconds",
            "30");
    private static final String QUESTION =
            "Bert's laptop (abcdefgh...) asks to view, control and audio; y/N within 30 s";

    @TempDir
    Path home;

    private Typed typed;

    @BeforeEach
    void sit() {
        typed = Typed.inRealTime(home);
    }

    private void askedOnce() {
        typed.wavry.answers = List.of(ASKS);
    }

    @Test
    void shouldAskNobodyUnlessTold() {
        typed.input("quit\n").type("host", "--stdin");
        assertFalse(typed.wavry.hosts.get(0).consent());
        assertEquals(List.of(), typed.wavry.asked);
    }

    @Test
    void shouldPutTheQuestionOnTheTerminal() {
        askedOnce();
        typed.terminal = true;
        typed.input("quit\n").type("host", "--consent", "ask", "--stdin");
        assertTrue(typed.wavry.hosts.get(0).consent());
        assertTrue(typed.lines().contains(QUESTION), typed::out);
    }

    @Test
    void shouldTakeALineOfTheTerminalAsTheAnswerToTheOldestQuestion() {
        for (String[] answer : new String[][] {{"y", "allow"}, {"YES", "allow"}, {"n", "deny"}, {"", "deny"}}) {
            typed = Typed.inRealTime(home);
            askedOnce();
            typed.terminal = true;
            Runnable stopOnceAnswered = new Runnable() {
                @Override
                public void run() {
                    if (typed.wavry.asked.size() > 1) {
                        typed.running.stop();
                    } else {
                        typed.running.post(this);
                    }
                }
            };
            typed.running.post(stopOnceAnswered);
            typed.input(answer[0] + "\n").type("host", "--consent", "ask");
            assertEquals(
                    Map.of("verb", "consent", "do", answer[1], "number", "3"), typed.wavry.asked.get(1), answer[0]);
        }
    }

    @Test
    void shouldAnswerByLinesOfAProgram() {
        askedOnce();
        typed.input("allow 3\nquit\n").type("host", "--consent", "ask", "--stdin", "--json");
        assertTrue(
                typed.wavry.asked.contains(Map.of("verb", "consent", "do", "allow", "number", "3")),
                typed.wavry.asked::toString);
    }

    @Test
    void shouldListAndAnswerFromAnotherTerminal() {
        typed.wavry.answers = List.of(ASKS, Map.of("event", "end"));
        typed.type("consent", "list");
        assertEquals(List.of("3  " + QUESTION), typed.lines());
        typed.type("consent", "deny", "3");
        assertEquals(Map.of("verb", "consent", "do", "deny", "number", "3"), typed.wavry.asked.get(1));
        assertEquals(home.resolve("control").resolve("host.sock"), typed.wavry.sockets.get(0));
        assertEquals(0, typed.exitCode);
    }

    @Test
    void shouldSayWhatIsValid() {
        for (String[] words : new String[][] {{"host", "--consent", "maybe"}, {"consent", "allow", "x"}}) {
            typed.type(words);
            assertEquals(ErrorKind.USAGE.exitCode(), typed.exitCode);
        }
        assertTrue(typed.err().contains("ask or none"), typed::err);
    }
}
