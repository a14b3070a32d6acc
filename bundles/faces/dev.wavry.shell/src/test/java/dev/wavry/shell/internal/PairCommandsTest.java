package dev.wavry.shell.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.api.ErrorKind;
import dev.wavry.api.PairRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of a pairing. */
class PairCommandsTest {
    private static final Map<String, String> CODE = Map.of(
            "event",
            "code",
            "code",
            "ABCD-EFGH",
            "minutes",
            "5",
            "address",
            "0.0.0.0:7400",
            "port",
            "7400",
            "id",
            "ID");

    @TempDir
    Path home;

    private Typed typed;

    @BeforeEach
    void sit() {
        typed = new Typed(home);
        typed.wavry.answers =
                List.of(CODE, Map.of("event", "paired", "id", "CLIENT", "name", "laptop", "last", "true"));
    }

    @Test
    void shouldShowACodeOnATerminalOnly() {
        for (String[] words : new String[][] {{"pair"}, {"link", "--view"}, {"host", "--pair"}}) {
            typed.type(words);
            assertEquals(ErrorKind.USAGE.exitCode(), typed.exitCode);
        }
        assertTrue(typed.err().contains("ssh -t"), typed::err);
        assertTrue(typed.wavry.asked.isEmpty(), "no code is made that nobody may see");
        assertFalse(typed.out().contains("ABCD"));
    }

    @Test
    void shouldShowTheCodeAndWhoCame() {
        typed.terminal = true;
        typed.type("pair", "--minutes", "7", "--rights", "control,view", "--name", "Bert");
        assertEquals(0, typed.exitCode, typed::err);
        assertEquals(
                Map.of("verb", "pair", "minutes", "7", "rights", "view,control", "name", "Bert"),
                typed.wavry.asked.get(0));
        assertEquals(home.resolve("control/host.sock"), typed.wavry.sockets.get(0));
        assertTrue(typed.out().contains("    ABCD-EFGH\n"), typed::out);
        assertTrue(typed.out().contains("wavry pair-with THIS-MACHINE:7400 ABCD-EFGH"), typed::out);
        assertEquals("Paired with CLIENT 'laptop'.", typed.lastLine());
        assertFalse(typed.err().contains("ABCD"));
    }

    @Test
    void shouldEndWithAnErrorWhenNobodyCame() {
        typed.terminal = true;
        typed.wavry.answers = List.of(
                CODE,
                Map.of("event", "wrong", "left", "2"),
                Map.of("event", "closed", "text", "The time is over.", "last", "true"));
        typed.type("link");
        assertEquals(ErrorKind.PAIRING.exitCode(), typed.exitCode);
        assertTrue(typed.out().contains("2 more may be wrong"), typed::out);
        assertTrue(typed.out().contains("--link ABCD-EFGH"), typed::out);
    }

    @Test
    void shouldBringACodeThatIsGivenOrTyped() {
        typed.type("pair-with", "127.0.0.1:7400", "ABCD-EFGH", "--name", "me");
        assertEquals(0, typed.exitCode, typed::err);
        typed.input("abcd efgh\n").type("pair-with", "127.0.0.1:7400");
        PairRequest given = typed.wavry.pairs.get(0);
        assertEquals("ABCD-EFGH", given.code());
        assertEquals("me", given.name());
        assertEquals(home.resolve("known_hosts"), given.knownHostsFile());
        assertEquals("abcd efgh", typed.wavry.pairs.get(1).code());
        assertFalse(given.toString().contains("ABCD"));
        assertEquals("Paired with PAIREDHOST. From now on: wavry connect 127.0.0.1:7400", typed.lastLine());
        typed.input("").type("pair-with", "127.0.0.1:7400");
        assertEquals(ErrorKind.USAGE.exitCode(), typed.exitCode);
    }

    @Test
    void shouldComeInByALinkAndRememberNothing() {
        typed.wavry.onConnect = PlayedSession::close;
        typed.type("connect", "127.0.0.1:7400", "--link", "SECRET", "--headless");
        assertTrue(typed.wavry.pairs.get(0).link());
        assertEquals("PAIREDHOST", typed.wavry.connects.get(0).hostId());
        assertNull(typed.wavry.connects.get(0).knownHostsFile());
    }

    @Test
    void shouldKeepTheFilesOfAProfileApart() {
        typed.type("--profile", "work", "id");
        assertEquals(home.resolve("profiles/work/client.key"), typed.wavry.keyFiles.get(0));
        typed.environment.put("WAVRY_PROFILE", "home");
        typed.type("id", "--host");
        assertEquals(home.resolve("profiles/home/host.key"), typed.wavry.keyFiles.get(1));
        for (String[] words : new String[][] {{"--profile", "../x", "id"}, {"--profile"}, {"--profile", "", "id"}}) {
            typed.type(words);
            assertEquals(ErrorKind.USAGE.exitCode(), typed.exitCode);
        }
        assertEquals(2, typed.wavry.keyFiles.size());
    }
}
