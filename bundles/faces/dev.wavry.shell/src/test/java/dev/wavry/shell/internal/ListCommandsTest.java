package dev.wavry.shell.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.api.ClientGrant;
import dev.wavry.api.ErrorKind;
import dev.wavry.api.KnownHost;
import dev.wavry.api.Right;
import dev.wavry.api.WavryException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands about who is trusted. */
class ListCommandsTest {
    private static final String ONE = "abcd".repeat(13);
    private static final String TWO = "abce".repeat(13);

    @TempDir
    Path home;

    private Typed typed;

    @BeforeEach
    void sit() {
        typed = new Typed(home);
    }

    private Typed type(String... words) {
        return typed.type(words);
    }

    @Test
    void shouldAddChangeRenameAndRemoveAClient() {
        type("clients", "grant", ONE, "--name", "laptop", "--expires", "2027-01-31T00:00:00Z");
        assertEquals(0, typed.exitCode, typed::err);
        ClientGrant made = typed.wavry.peers.clients.get(0);
        assertEquals(Right.USUAL, made.rights());
        assertEquals(Instant.parse("2027-01-31T00:00:00Z"), made.expires());
        type("clients", "grant", "laptop", "--rights", "view,audio", "--expires", "never", "--from", "10.0.0.0/8");
        assertEquals(
                new ClientGrant(ONE, "laptop", Set.of(Right.VIEW, Right.AUDIO), null, List.of("10.0.0.0/8")),
                typed.wavry.peers.clients.get(0));
        type("clients", "rename", "abcdab", "desk");
        assertEquals(ONE + " 'desk' view,audio from 10.0.0.0/8", typed.lastLine());
        type("clients", "revoke", "desk");
        assertEquals(0, typed.exitCode, typed::err);
        assertTrue(typed.wavry.peers.clients.isEmpty());
        assertEquals(home.resolve("authorized_clients"), typed.wavry.peers.files.get(0));
    }

    @Test
    void shouldNotGuessWhichClientIsMeant() {
        typed.wavry.peers.clients.add(ClientGrant.usual(ONE, "x"));
        typed.wavry.peers.clients.add(ClientGrant.usual(TWO, "x"));
        type("clients", "revoke", "x");
        assertEquals(ErrorKind.USAGE.exitCode(), typed.exitCode);
        type("clients", "revoke", "ab");
        type("clients", "show", "abc");
        type("clients", "grant", "nobody");
        type("clients", "revoke", "q".repeat(52));
        assertEquals(ErrorKind.USAGE.exitCode(), typed.exitCode);
        assertEquals(2, typed.wavry.peers.clients.size());
        type("clients", "show", "abce");
        assertTrue(typed.lastLine().startsWith(TWO), typed::out);
    }

    @Test
    void shouldListForPeopleAndForPrograms() {
        typed.wavry.peers.clients.add(ClientGrant.usual(ONE, ""));
        assertEquals(
                List.of(ONE + " - view,control,clipboard,files,audio"),
                type("clients", "list").lines());
        typed.wavry.peers.hosts.add(new KnownHost("desk:1", TWO, "my desk"));
        type("hosts", "--json");
        assertEquals("{\"address\":\"desk:1\",\"id\":\"" + TWO + "\",\"name\":\"my desk\"}", typed.lastLine());
        type("clients", "list", "--json");
        assertEquals(
                "{\"id\":\"" + ONE
                        + "\",\"name\":\"\",\"rights\":[\"view\",\"control\",\"clipboard\",\"files\",\"audio\"],"
                        + "\"expires\":null,\"networks\":[]}",
                typed.lastLine());
    }

    @Test
    void shouldRenameAndForgetHosts() {
        typed.wavry.peers.hosts.add(new KnownHost("desk:1", TWO, ""));
        type("hosts", "rename", "desk:1", "my desk");
        assertEquals("my desk", typed.wavry.peers.hosts.get(0).name());
        type("hosts", "show", "my desk");
        assertEquals("desk:1 " + TWO + " 'my desk'", typed.lastLine());
        type("hosts", "forget", "abce");
        assertTrue(typed.wavry.peers.hosts.isEmpty());
        type("hosts", "forget", "desk:1");
        assertEquals(ErrorKind.USAGE.exitCode(), typed.exitCode);
    }

    @Test
    void shouldNameTheRightsThatExist() {
        type("clients", "grant", ONE, "--rights", "view,fly");
        assertEquals(ErrorKind.USAGE.exitCode(), typed.exitCode);
        assertTrue(typed.err().contains("view, control, clipboard, files, audio, admin and microphone"), typed::err);
    }

    @Test
    void shouldUnderstandWhenAPermissionEnds() throws WavryException {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        assertNull(Expiry.parse("never", now));
        assertEquals(now.plusSeconds(90 * 60), Expiry.parse("90m", now));
        assertEquals(now.plusSeconds(12 * 3600), Expiry.parse("12h", now));
        assertEquals(now.plusSeconds(30L * 24 * 3600), Expiry.parse("30d", now));
        type("clients", "grant", ONE, "--expires", "tomorrow");
        assertEquals(ErrorKind.USAGE.exitCode(), typed.exitCode);
    }
}
