package dev.wavry.tests.endtoend;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wavry.lab.MovingWindow;
import dev.wavry.lab.Program;
import dev.wavry.lab.Screen;
import dev.wavry.lab.TextFilm;
import dev.wavry.lab.Waiting;
import dev.wavry.lab.Wavry;
import dev.wavry.lab.XServer;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What only shows after a while: exchanged parts at random for minutes, and sides killed over and over. */
@Tag("long")
@Timeout(1200)
final class LongTest {
    private static final Duration SOAK = Duration.ofMinutes(10);
    private static final int KILLS = 20;
    private static final List<String> EXCHANGES = List.of(
            "encoder vp8",
            "encoder h264",
            "encoder raw",
            "encoder tiles",
            "encoder auto",
            "capture testpattern",
            "capture x11");

    private final Scene scene = new Scene();

    @AfterEach
    void end() throws Exception {
        scene.close();
    }

    @Test
    void shouldLiveThroughTenMinutesOfExchangedParts() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        XServer hostDisplay = scene.display();
        Wavry.Host listening = scene.host(hostDisplay);
        Program viewer = scene.viewer(listening, scene.display());
        scene.keep(new MovingWindow(hostDisplay.display(), new TextFilm(seed), 64, 64, 60));
        long end = System.nanoTime() + SOAK.toNanos();
        int exchanged = 0;
        while (System.nanoTime() - end < 0) {
            int from = listening.program().lines().size();
            String exchange = EXCHANGES.get(random.nextInt(EXCHANGES.size()));
            listening.program().tell(exchange);
            JsonNode answer = Wavry.event(listening.program(), "handover", from);
            exchanged++;
            long goal = presented(viewer) + 1 + random.nextInt(120);
            String place = "exchange " + exchanged + ", '" + exchange + "', " + answer;
            assertTrue(
                    Waiting.happens(Wavry.PATIENCE, () -> presented(viewer) >= goal),
                    () -> "no pictures after " + place + "\n" + Wavry.report(viewer) + "\n"
                            + listening.program().tail() + "\n" + Wavry.report(listening.program()));
        }
        System.out.println(exchanged + " exchanges");
        assertTrue(viewer.lines().stream().noneMatch(line -> line.text().contains("\"ENDED\"")), viewer::tail);
    }

    private static long presented(Program viewer) {
        JsonNode report = Wavry.report(viewer);
        return report.path("counters").path("framesPresented").asLong();
    }

    @Test
    void shouldServeClientsAfterManyWereKilled() {
        XServer hostDisplay = scene.display();
        XServer clientDisplay = scene.display();
        Wavry.Host listening = scene.host(hostDisplay);
        Screen host = scene.screen(hostDisplay);
        Screen client = scene.screen(clientDisplay);
        Random colours = new Random(5);
        for (int i = 0; i < KILLS; i++) {
            Program viewer = scene.viewer(listening, clientDisplay);
            Scene.awaitLive(host, client, colours.nextInt(1 << 24) | 0x404040);
            viewer.kill();
        }
        assertTrue(listening.program().isAlive(), listening.program()::tail);
    }

    @Test
    void shouldStartAgainAtTheSameAddressAfterBeingKilled() {
        XServer hostDisplay = scene.display();
        XServer clientDisplay = scene.display();
        Wavry.Host first = scene.host(hostDisplay);
        String address = first.listening().path("address").asText();
        Screen host = scene.screen(hostDisplay);
        Screen client = scene.screen(clientDisplay);
        Program viewer = scene.viewer(first, clientDisplay);
        Random colours = new Random(6);
        Program running = first.program();
        for (int i = 0; i < KILLS; i++) {
            Scene.awaitLive(host, client, colours.nextInt(1 << 24) | 0x404040);
            running.kill();
            running = scene.host(hostDisplay, "--listen", address).program();
        }
        Scene.awaitLive(host, client, 0x3050f0);
        assertTrue(viewer.isAlive(), viewer::tail);
    }
}
