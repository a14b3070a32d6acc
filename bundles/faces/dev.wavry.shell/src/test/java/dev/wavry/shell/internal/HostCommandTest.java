package dev.wavry.shell.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.api.HostRequest;
import dev.wavry.api.SessionReason;
import dev.wavry.api.SessionState;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class HostCommandTest {
    @TempDir
    Path home;

    private Typed typed;

    @BeforeEach
    void sit() {
        typed = Typed.inRealTime(home);
    }

    private void host(String lines, String... flags) {
        String[] words = new String[flags.length + 2];
        words[0] = "host";
        words[1] = "--stdin";
        System.arraycopy(flags, 0, words, 2, flags.length);
        typed.input(lines + "quit\n").type(words);
        assertEquals(0, typed.exitCode, typed::err);
    }

    @Test
    void shouldSayFirstWhereItListensAndWhoItIs() {
        host("", "--json");
        assertEquals(
                "{\"event\":\"listening\",\"address\":\"127.0.0.1:7400\",\"id\":\"HOSTID\"}",
                typed.lines().get(0));
    }

    @Test
    void shouldTakeOrdersByHttpOnlyIfAsked() {
        host("", "--json");
        assertEquals(List.of(), typed.apis);
        typed.environment.put("WAVRY_API_TLS_PASSWORD", " secret");
        host("", "--json", "--api", "127.0.0.1:7480", "--api-tls", "key.p12");
        assertEquals(List.of("/127.0.0.1:7480 api.token key.p12 secret", "closed"), typed.apis);
        assertTrue(
                typed.out().contains("{\"event\":\"api\",\"url\":\"https://127.0.0.1:7480\",\"tokenFile\":"),
                typed::out);
        assertTrue(!typed.out().contains("secret"), typed::out);
    }

    @Test
    void shouldTellPeopleWhatToTypeOnTheClient() {
        host("");
        assertTrue(typed.lines().contains("  wavry connect HOSTID@127.0.0.1:7400"), typed::out);
    }

    @Test
    void shouldListenOnLoopbackWithFilesOfTheUserUnlessTold() {
        host("");
        HostRequest request = typed.wavry.hosts.get(0);
        assertEquals("127.0.0.1:7400", Addresses.format(request.listen()));
        assertEquals(home.resolve("host.key"), request.keyFile());
        assertEquals(home.resolve("authorized_clients"), request.authorizedFile());
        assertEquals(List.of(), request.authorizedIds());
    }

    @Test
    void shouldHandOverWhatTheFlagsSay() {
        host(
                "",
                "--listen",
                "[::1]:9000",
                "--authorize",
                "A",
                "--authorize",
                "B",
                "--authorized-file",
                "/f",
                "--keys",
                "/k",
                "--display",
                ":3/DP-1",
                "--fps",
                "30");
        HostRequest request = typed.wavry.hosts.get(0);
        assertEquals("[0:0:0:0:0:0:0:1]:9000", Addresses.format(request.listen()));
        assertEquals(List.of("A", "B"), request.authorizedIds());
        assertEquals(Path.of("/f"), request.authorizedFile());
        assertEquals(Path.of("/k"), request.keyFile());
        assertEquals(":3/DP-1", request.display());
        assertEquals(List.of(":3"), typed.usedDisplays);
        assertEquals(30, request.framesPerSecond());
    }

    @Test
    void shouldLeaveTheXDisplayAloneWhenAMonitorIsNamed() {
        host("", "--display", "HDMI-1");
        assertEquals(List.of(), typed.usedDisplays);
    }

    @Test
    void shouldTellOfEveryChangeOfASession() {
        typed.running.post(() -> typed.wavry.hosted.become(SessionState.RUNNING, SessionReason.NONE, ""));
        typed.running.post(() -> typed.wavry.hosted.become(SessionState.ENDED, SessionReason.CLIENT_LEFT, "bye"));
        host("", "--json");
        List<String> lines = typed.lines();
        assertTrue(
                lines.contains("{\"event\":\"session\",\"number\":7,\"state\":\"RUNNING\",\"reason\":\"NONE\","
                        + "\"text\":\"\",\"detail\":\"\",\"peer\":\"PEER\"}"),
                typed::out);
        assertTrue(
                lines.contains("{\"event\":\"session\",\"number\":7,\"state\":\"ENDED\",\"reason\":\"CLIENT_LEFT\","
                        + "\"text\":\"The client left.\",\"detail\":\"bye\",\"peer\":\"PEER\"}"),
                typed::out);
        assertTrue(typed.lastLine().startsWith("{\"event\":\"report\",\"number\":7,\"last\":true,"), typed::lastLine);
    }

    @Test
    void shouldReplacePartsOnRequest() {
        host("encoder vp8\ncapture x11\n", "--json");
        assertEquals(List.of("ENCODER vp8", "CAPTURE x11", "close"), typed.wavry.hostDone);
        assertTrue(
                typed.lines()
                        .contains("{\"event\":\"handover\",\"role\":\"ENCODER\",\"done\":false,"
                                + "\"text\":\"nobody offers vp8\",\"millis\":3.000,\"stagesMs\":{}}"),
                typed::out);
    }

    @Test
    void shouldSayWhichLinesItKnows() {
        host("dance\nencoder\n", "--json");
        String known = "known are encoder <word>, capture <word>, audio-source <word>, audio-codec <word>,"
                + " allow <number>, deny <number>, report, quit.\"}";
        assertTrue(
                typed.lines().contains("{\"event\":\"error\",\"text\":\"'dance' is not understood; " + known),
                typed::out);
        assertTrue(
                typed.lines().contains("{\"event\":\"error\",\"text\":\"'encoder' is not understood; " + known),
                typed::out);
    }

    @Test
    void shouldReportOnRequest() {
        host("report\n");
        assertTrue(typed.lines().contains("60.0 fps in words"), typed::out);
    }

    @Test
    void shouldCloseTheHostWhenItIsStoppedFromOutside() {
        typed.running.post(typed.running::stop);
        typed.type("host");
        assertEquals(0, typed.exitCode);
        assertEquals(List.of("close"), typed.wavry.hostDone);
        assertTrue(typed.running.awaitFinish(0));
    }
}
