package dev.wavry.shell.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.api.ConnectRequest;
import dev.wavry.api.SessionReason;
import dev.wavry.api.SessionState;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(20)
class ConnectCommandTest {
    private static final String HOST = "HOSTID@127.0.0.1:7400";

    @TempDir
    Path home;

    @ParameterizedTest
    @EnumSource(
            value = SessionReason.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NONE", "CLOSED_HERE", "CLIENT_LEFT"})
    void shouldEndWithTheCodeAndTheSentenceOfTheReason(SessionReason reason) {
        Typed typed = Typed.inRealTime(home);
        typed.wavry.onConnect = session -> session.become(SessionState.ENDED, reason, "more about it");
        typed.type("connect", HOST, "--headless");
        assertEquals(reason.kind().exitCode(), typed.exitCode);
        assertEquals(
                "wavry: " + reason.sentence() + " (more about it)", typed.err().strip());
    }

    @ParameterizedTest
    @EnumSource(
            value = SessionReason.class,
            names = {"CLOSED_HERE", "CLIENT_LEFT"})
    void shouldEndWellWhenSomebodyLeft(SessionReason reason) {
        Typed typed = Typed.inRealTime(home);
        typed.wavry.onConnect = session -> session.become(SessionState.ENDED, reason, "");
        typed.type("connect", HOST);
        assertEquals(0, typed.exitCode);
        assertEquals("", typed.err());
    }

    @Test
    void shouldNotRepeatADetailThatSaysNothingNew() {
        Typed typed = Typed.inRealTime(home);
        typed.wavry.onConnect =
                session -> session.become(SessionState.ENDED, SessionReason.HOST_STOPPED, "The host was stopped.");
        typed.type("connect", HOST);
        assertEquals("wavry: The host was stopped.", typed.err().strip());
    }

    @Test
    void shouldLeaveAfterTheTimeThatWasNamed() {
        Typed typed = new Typed(home);
        typed.type("connect", HOST, "--seconds", "2", "--json");
        assertEquals(0, typed.exitCode);
        assertTrue(typed.lastLine().startsWith("{\"event\":\"report\",\"number\":7,\"last\":true"), typed::lastLine);
    }

    @Test
    void shouldReportEverySoOften() {
        Typed typed = new Typed(home);
        typed.type("connect", HOST, "--seconds", "20", "--report", "1");
        long reports =
                typed.lines().stream().filter("60.0 fps in words"::equals).count();
        // Looking at the clock costs a second here, so fewer than one a second; the last is the one at the end.
        assertTrue(reports >= 3 && reports <= 20, typed::out);
    }

    @Test
    void shouldHandOverWhatTheFlagsSay() {
        Typed typed = new Typed(home);
        typed.type(
                "connect",
                HOST,
                "--seconds",
                "1",
                "--fullscreen",
                "--renderer",
                "mine",
                "--decoder",
                "dav1d",
                "--keys",
                "/k",
                "--known-hosts",
                "/h",
                "--title",
                "My host",
                "--no-reconnect");
        ConnectRequest request = typed.wavry.connects.get(0);
        assertEquals("HOSTID", request.hostId());
        assertEquals("127.0.0.1:7400", Addresses.format(request.address()));
        assertTrue(request.fullscreen());
        assertFalse(request.reconnect());
        assertEquals("mine dav1d My host", request.renderer() + " " + request.decoder() + " " + request.title());
        assertEquals(Path.of("/k"), request.keyFile());
        assertEquals(Path.of("/h"), request.knownHostsFile());
    }

    @Test
    void shouldAskForAPinnedHostWhenNoIdIsNamed() {
        Typed typed = new Typed(home);
        typed.type("connect", "[::1]:7400", "--seconds", "1", "--headless");
        ConnectRequest request = typed.wavry.connects.get(0);
        assertNull(request.hostId());
        assertEquals("headless", request.renderer());
        assertEquals(home.resolve("client.key"), request.keyFile());
        assertEquals(home.resolve("known_hosts"), request.knownHostsFile());
        assertTrue(request.reconnect());
    }

    @Test
    void shouldTellGapsSinceTheLastQuestion() {
        Typed typed = Typed.inRealTime(home);
        typed.input("gaps\ngaps\ngaps\nquit\n").type("connect", HOST, "--json", "--stdin");
        List<String> gaps =
                typed.lines().stream().filter(line -> line.contains("\"gaps\"")).toList();
        assertEquals(
                List.of(
                        "{\"event\":\"gaps\",\"longestMs\":0.000,\"framesMs\":[]}",
                        "{\"event\":\"gaps\",\"longestMs\":20.000,\"framesMs\":[10.000,30.000]}",
                        "{\"event\":\"gaps\",\"longestMs\":0.000,\"framesMs\":[]}"),
                gaps);
    }

    @Test
    void shouldObeyLinesOnStandardInput() {
        Typed typed = Typed.inRealTime(home);
        AtomicReference<PlayedSession> played = new AtomicReference<>();
        typed.wavry.onConnect = played::set;
        typed.input("type Hello  w\u00f6rld\nclick 10 20 1\nkey 4 down\nkey 4 up\n\ndecoder libdav1d\nquit\n")
                .type("connect", HOST, "--json", "--stdin");
        assertEquals(
                List.of(
                        "type Hello  w\u00f6rld",
                        "click 10 20 1",
                        "key 4 true",
                        "key 4 false",
                        "DECODER libdav1d",
                        "close"),
                played.get().done);
        assertTrue(typed.lines().contains("{\"event\":\"sent\",\"command\":\"click\"}"), typed::out);
        assertTrue(
                typed.lines()
                        .contains("{\"event\":\"handover\",\"role\":\"DECODER\",\"done\":true,"
                                + "\"text\":\"now libdav1d\",\"millis\":12.500,\"stagesMs\":{\"open\":2.500}}"),
                typed::out);
    }

    @Test
    void shouldRefuseLinesItDoesNotUnderstand() {
        Typed typed = Typed.inRealTime(home);
        AtomicReference<PlayedSession> played = new AtomicReference<>();
        typed.wavry.onConnect = played::set;
        typed.input("click 1\nkey 4 sideways\ntype\ndecoder\nclick 1 2 99\nquit\n")
                .type("connect", HOST, "--json", "--stdin");
        assertEquals(List.of("close"), played.get().done);
        assertEquals(
                5,
                typed.lines().stream()
                        .filter(l -> l.contains("is not understood"))
                        .count());
    }

    @Test
    void shouldTellPeopleWhyASessionPauses() {
        Typed typed = Typed.inRealTime(home);
        typed.wavry.onConnect = session -> typed.running.post(() -> {
            session.become(SessionState.PAUSED, SessionReason.PEER_GONE, "trying again for 30 s");
            session.become(SessionState.ENDED, SessionReason.PEER_GONE, "");
        });
        typed.type("connect", HOST);
        assertTrue(
                typed.lines()
                        .contains("Session 7 with PEER is paused. " + SessionReason.PEER_GONE.sentence()
                                + " (trying again for 30 s)"),
                typed::out);
    }
}
