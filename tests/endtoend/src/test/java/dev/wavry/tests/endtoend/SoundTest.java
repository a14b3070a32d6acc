package dev.wavry.tests.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wavry.lab.Program;
import dev.wavry.lab.Tape;
import dev.wavry.lab.Waiting;
import dev.wavry.lab.Wavry;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A tone of a host, recorded at a client: two processes and a real socket. */
@Timeout(240)
final class SoundTest {
    private static final double ALLOWED_DETUNING = 0.005;
    private static final double SECONDS = 60;

    private final Scene scene = new Scene();

    @TempDir
    Path folder;

    @AfterEach
    void end() throws Exception {
        scene.close();
    }

    private Wavry.Host host(String sources) {
        return scene.wavry.host("--source", "testpattern", "--audio-source", sources);
    }

    private Program listener(Wavry.Host host, Path wav) {
        Program client = scene.wavry.connect(host, "", "--headless", "--audio-output", "file:" + wav);
        Wavry.session(client, "RUNNING", 0);
        return client;
    }

    private static JsonNode sound(Program client) {
        return Wavry.report(client).path("sound").path(0);
    }

    private static long madeUp(JsonNode report) {
        return report.path("sound").path(0).path("concealedMs").asLong()
                + report.path("counters").path("sound0SkippedMs").asLong();
    }

    private static void plays(Program client, long millis) {
        Waiting.until(
                millis + " ms of sound",
                Wavry.PATIENCE.plusSeconds(60),
                () -> sound(client).path("playedMs").asLong() >= millis);
    }

    private static int quits(Program client) {
        client.tell("quit");
        return client.awaitExit(Wavry.PATIENCE);
    }

    @Test
    void shouldRecoverAToneWithoutAGapForAMinute() {
        Path wav = folder.resolve("tone.wav");
        Program client = listener(host("tone:1000"), wav);
        plays(client, (long) (SECONDS * 1000) + 1000);
        JsonNode report = Wavry.report(client);
        assertEquals(0, quits(client), client::tail);
        Tape tape = Tape.read(wav);
        double from = tape.begins() + 0.2;
        double silence = tape.longestSilenceMillis(from, from + SECONDS);
        long made = madeUp(report);
        // A machine too busy to give or take sound in time makes gaps of its own; those are counted, and there are no
        // others.
        assertTrue(silence < 5 + made, "silent for " + silence + " ms; " + report);
        assertTrue(tape.toneDecibels(1000, from, from + SECONDS) > -20);
        double detuning = made > 0 ? 0 : tape.worstDetuning(1000, from, from + SECONDS);
        assertTrue(detuning < ALLOWED_DETUNING, "off by " + detuning);
    }

    @Test
    void shouldChangeTheSourceAndTheCodecWhileItSounds() {
        Path wav = folder.resolve("change.wav");
        Wavry.Host host = host("tone:1000");
        Program client = listener(host, wav);
        plays(client, 1000);
        for (String line : new String[] {"audio-source tone:500", "audio-codec pcm", "audio-codec auto"}) {
            int from = host.program().lines().size();
            host.program().tell(line);
            JsonNode answer = Wavry.event(host.program(), "handover", from);
            assertTrue(answer.path("done").asBoolean(), answer::toString);
            long played = sound(client).path("playedMs").asLong();
            plays(client, played + 1000);
        }
        int from = host.program().lines().size();
        host.program().tell("audio-source app:nobody");
        assertTrue(!Wavry.event(host.program(), "handover", from)
                .path("text")
                .asText()
                .isEmpty());
        long made = madeUp(Wavry.report(client));
        assertEquals(0, quits(client), client::tail);
        Tape tape = Tape.read(wav);
        double begins = tape.begins() + 0.2;
        double silence = tape.longestSilenceMillis(begins, begins + 3.5);
        assertTrue(silence <= 20 + made, "silent for " + silence + " ms");
        assertTrue(tape.toneDecibels(500, tape.seconds() - 1.5, tape.seconds() - 1) > -20);
    }

    @Test
    void shouldSayWhatCanBeWrittenWhenTheSourceIsUnknown() {
        Program wrong = scene.wavry.start(
                java.util.Map.of(), "host", "--source", "testpattern", "--audio-source", "gramophone");
        assertEquals(2, wrong.awaitExit(Wavry.PATIENCE));
        assertTrue(wrong.errors().contains("microphone"), wrong::errors);
    }
}
