package dev.wavry.tests.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.lab.Program;
import dev.wavry.lab.Screen;
import dev.wavry.lab.Wavry;
import dev.wavry.lab.XServer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens when one side goes away. */
@Timeout(120)
final class LossTest {
    private static final Duration SAYS_WHY = Duration.ofSeconds(2);
    private static final int PEER_GONE = 15;

    private final Scene scene = new Scene();

    @AfterEach
    void end() throws Exception {
        scene.close();
    }

    @Test
    void shouldServeANewClientAfterTheOldOneWasKilled() {
        XServer hostDisplay = scene.display();
        XServer clientDisplay = scene.display();
        Wavry.Host listening = scene.host(hostDisplay);
        Screen host = scene.screen(hostDisplay);
        Screen client = scene.screen(clientDisplay);
        Program first = scene.viewer(listening, clientDisplay);
        Scene.awaitLive(host, client, 0x40c040);
        first.kill();
        scene.viewer(listening, clientDisplay);
        Scene.awaitLive(host, client, 0xc04040);
        assertTrue(listening.program().isAlive(), listening.program()::tail);
    }

    @Test
    void shouldSayWithinTwoSecondsThatTheHostWasKilled() {
        XServer hostDisplay = scene.display();
        Wavry.Host listening = scene.host(hostDisplay);
        Program viewer = scene.viewer(listening, scene.display());
        int from = viewer.lines().size();
        listening.program().kill();
        assertTrue(
                Scene.within(SAYS_WHY, () -> viewer.find(from, line -> line.contains("\"PEER_GONE\""))
                        .isPresent()),
                viewer::tail);
    }

    @Test
    void shouldEndWithTheReasonWhenTheHostWasKilledAndNobodyWantsToWait() {
        XServer hostDisplay = scene.display();
        Wavry.Host listening = scene.host(hostDisplay);
        Program viewer = scene.viewer(listening, scene.display(), "--no-reconnect");
        listening.program().kill();
        assertEquals(PEER_GONE, viewer.awaitExit(SAYS_WHY.multipliedBy(2)), viewer::tail);
        Sentences.assertOne(viewer);
    }

    @Test
    void shouldTellTheClientThatTheHostWasStopped() {
        XServer hostDisplay = scene.display();
        Wavry.Host listening = scene.host(hostDisplay);
        Program viewer = scene.viewer(listening, scene.display());
        int from = viewer.lines().size();
        listening.program().tell("quit");
        Wavry.event(
                viewer, "session", from, event -> event.path("reason").asText().equals("HOST_STOPPED"));
        assertEquals(PEER_GONE, viewer.awaitExit(Wavry.PATIENCE), viewer::tail);
        assertEquals(0, listening.program().awaitExit(Wavry.PATIENCE));
    }
}
