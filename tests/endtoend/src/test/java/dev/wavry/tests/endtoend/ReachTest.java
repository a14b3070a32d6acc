package dev.wavry.tests.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.lab.Meeting;
import dev.wavry.lab.Program;
import dev.wavry.lab.Wavry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A host that is known by its id only. */
@Timeout(120)
final class ReachTest {
    private static final int NOT_REACHABLE = 10;
    private static final int NOT_AUTHORIZED = 11;
    private static final int GATEWAY = 40;

    private final Scene scene = new Scene();

    @AfterEach
    void end() throws Exception {
        scene.close();
    }

    private Wavry.Host host(Meeting meeting, String... more) {
        List<String> words = new ArrayList<>(List.of("--source", "testpattern"));
        words.addAll(List.of(meeting.flags()));
        words.addAll(List.of(more));
        return scene.wavry.host(words.toArray(String[]::new));
    }

    private Program connect(Wavry wavry, String id, Meeting meeting) {
        List<String> words = new ArrayList<>(List.of("connect", id, "--headless", "--json", "--stdin"));
        words.addAll(List.of(meeting.flags()));
        return wavry.start(Map.of(), words.toArray(String[]::new));
    }

    private static String id(Wavry.Host host) {
        return host.listening().get("id").asText();
    }

    @Test
    void shouldShowAHostThatIsKnownByItsIdOnly() {
        Meeting meeting = scene.keep(new Meeting(true));
        Wavry.Host host = host(meeting, "--listen", "127.0.0.1:0");
        Program client = connect(scene.wavry, id(host), meeting);
        Wavry.session(client, "RUNNING", 0);
        client.tell("quit");
        assertEquals(0, client.awaitExit(Wavry.PATIENCE), client::tail);
    }

    @Test
    void shouldSayThatTheHostIsNotThere() {
        Meeting meeting = scene.keep(new Meeting(false));
        Program client = connect(scene.wavry, scene.wavry.clientId(), meeting);
        assertEquals(NOT_REACHABLE, client.awaitExit(Wavry.PATIENCE), client::tail);
    }

    @Test
    void shouldTellAStrangerNothing() {
        Meeting meeting = scene.keep(new Meeting(true));
        Wavry.Host host = host(meeting, "--listen", "127.0.0.1:0");
        Wavry stranger = scene.keep(Wavry.built());
        Program client = connect(stranger, id(host), meeting);
        assertEquals(NOT_AUTHORIZED, client.awaitExit(Wavry.PATIENCE), client::tail);
    }

    @Test
    void shouldSayWhatIsWrongWithAGateway() {
        Meeting meeting = scene.keep(new Meeting(false));
        String id = scene.wavry.clientId();
        Program untrusted = scene.wavry.start(Map.of(), "connect", id, "--headless", "--gateway", meeting.url());
        assertEquals(GATEWAY, untrusted.awaitExit(Wavry.PATIENCE), untrusted::tail);
        assertTrue(untrusted.tail().contains("--gateway-ca"), untrusted::tail);
        Program nobody = scene.wavry.start(Map.of(), "connect", id, "--headless", "--gateway", "wss://127.0.0.1:9");
        assertEquals(GATEWAY, nobody.awaitExit(Wavry.PATIENCE), nobody::tail);
        assertTrue(nobody.tail().contains("nobody listens"), nobody::tail);
    }
}
