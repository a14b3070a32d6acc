package dev.wavry.platform.any.audio.javasound.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.lab.Program;
import dev.wavry.lab.SoundServer;
import dev.wavry.lab.Waiting;
import dev.wavry.spi.audio.AudioFormat;
import dev.wavry.spi.audio.AudioSelector;
import dev.wavry.spi.audio.AudioSpec;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.tck.AudioBench;
import dev.wavry.tck.Tones;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Java's sound on ALSA, whose plug-in for PulseAudio stands for a card: this machine has none. */
@Timeout(value = 90, unit = TimeUnit.SECONDS)
class JavaSoundTest {
    private static final int WINDOW = 4800;
    private static final Duration SOON = Duration.ofSeconds(40);

    @TempDir
    Path folder;

    private static SoundServer server() throws Exception {
        SoundServer server = SoundServer.start(SoundServer.Kind.PULSEAUDIO);
        Path home = Path.of(server.environment().get("HOME"));
        Files.writeString(home.resolve(".asoundrc"), "pcm.!default { type pulse }\nctl.!default { type pulse }\n");
        return server;
    }

    private static Program player(SoundServer server, String... arguments) {
        String[] command = new String[4 + arguments.length];
        command[0] = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        command[1] = "-cp";
        command[2] = System.getProperty("java.class.path");
        command[3] = Player.class.getName();
        System.arraycopy(arguments, 0, command, 4, arguments.length);
        return server.start(command);
    }

    @Test
    void shouldCaptureTheMicrophone() throws Exception {
        try (SoundServer server = server()) {
            server.play("voice", 300, "cable");
            player(server, "capture").await("300 Hz", SOON, 0, line -> line.equals("hertz 300"));
        }
    }

    @Test
    void shouldPlayToTheOutput() throws Exception {
        Path file = folder.resolve("recorded");
        try (SoundServer server = server()) {
            player(server, "play", "600").await("the beginning", SOON, 0, line -> line.equals("plays"));
            Program recorder = server.record("speakers.monitor", file);
            Waiting.until(
                    "three seconds of record",
                    SOON,
                    () -> Files.exists(file) && file.toFile().length() > 12L * 48_000);
            recorder.close();
        }
        assertTrue(hasTone(file, 600), "600 Hz were not played");
    }

    /** True if some 100 ms of a record are nothing but that tone in the left channel; a busy machine may make holes elsewhere. */
    private static boolean hasTone(Path file, double hertz) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        short[] heard = new short[bytes.capacity() / 4];
        for (int i = 0; i < heard.length; i++) {
            heard[i] = bytes.getShort(4 * i);
        }
        for (int from = 0; from + WINDOW <= heard.length; from += WINDOW) {
            double amplitude = Tones.amplitude(heard, from, WINDOW, 48_000, hertz);
            if (Math.abs(Tones.decibels(amplitude, 8000)) < 1) {
                return true;
            }
        }
        return false;
    }

    @Test
    void shouldRefuseWhatIsNotThere() {
        AudioFormat stereo = new AudioFormat(48_000, 2);
        CannotOpenException refused = assertThrows(CannotOpenException.class, () -> new JavaSoundSource()
                .open(AudioSelector.parse("microphone:moon"), new AudioSpec(stereo, 480), new AudioBench(stereo)));
        assertEquals(CannotOpenException.Reason.NOT_HERE, refused.reason());
    }
}
