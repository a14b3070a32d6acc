package dev.wavry.shell.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(10)
class RelayCommandTest {
    @TempDir
    private Path home;

    private Typed typed() {
        Typed typed = new Typed(home);
        typed.running.stop();
        return typed;
    }

    @Test
    void shouldStartARelayWithWhatWasAsked() {
        Typed typed = typed().type(
                        "relay",
                        "--issuer",
                        "abc",
                        "--issuer",
                        "def",
                        "--listen",
                        "127.0.0.1:4100",
                        "--max-sessions",
                        "7");
        assertEquals(0, typed.exitCode, typed.err());
        assertEquals(List.of("abc", "def"), typed.services.relayed.get(0).issuers());
        assertEquals(4100, typed.services.relayed.get(0).listen().getPort());
        assertEquals(7, typed.services.relayed.get(0).maxSessions());
        assertEquals(home.resolve("relay.key"), typed.services.relayed.get(0).keyFile());
    }

    @Test
    void shouldSayWhereItListensToPeopleAndPrograms() {
        assertTrue(typed().type("relay").out().contains("--relay service@127.0.0.1:4000"));
        assertEquals(
                "{\"event\":\"listening\",\"service\":\"relay\",\"address\":\"127.0.0.1:4000\","
                        + "\"status\":\"http://127.0.0.1:4001\",\"id\":\"service\"}",
                typed().type("relay", "--json").out().strip());
    }

    @Test
    void shouldLetSessionsEndBeforeItStops() {
        assertEquals(List.of("drain", "close"), typed().type("relay").services.heard);
    }

    @Test
    void shouldRefuseNumbersThatNoRelayCanMean() {
        Typed typed = typed().type("relay", "--max-sessions", "0");
        assertEquals(2, typed.exitCode);
        assertTrue(typed.err().contains("from 1 to 1000000"), typed.err());
    }
}
