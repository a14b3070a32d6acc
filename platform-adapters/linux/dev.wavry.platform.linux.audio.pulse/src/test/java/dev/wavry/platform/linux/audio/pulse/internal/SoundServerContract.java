package dev.wavry.platform.linux.audio.pulse.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.lab.Program;
import dev.wavry.lab.SoundServer;
import dev.wavry.lab.Waiting;
import dev.wavry.spi.audio.AudioCapture;
import dev.wavry.spi.audio.AudioDevice;
import dev.wavry.spi.audio.AudioDevice.Kind;
import dev.wavry.spi.audio.AudioPlayback;
import dev.wavry.spi.health.Finding.Level;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.tck.Tones;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What sound is like at a real server. */
@Timeout(value = 90, unit = TimeUnit.SECONDS)
abstract class SoundServerContract {
    private static final Duration SOON = Duration.ofSeconds(20);
    /** What a track may hear of another application. */
    private static final double APART_DECIBELS = -60;

    @TempDir
    Path folder;

    private SoundServer server;

    abstract SoundServer.Kind kind();

    @BeforeEach
    void start() {
        server = SoundServer.start(kind());
    }

    @AfterEach
    void end() {
        if (server != null) {
            server.close();
        }
    }

    private List<String> names(Kind kind) {
        return new PulseSource(server.address())
                .devices().stream()
                        .filter(device -> device.kind() == kind)
                        .map(AudioDevice::name)
                        .toList();
    }

    @Test
    void shouldListOutputsMicrophonesAndApplications() {
        server.play("flute", 500, "headphones");
        Waiting.until("the application", SOON, () -> names(Kind.APPLICATION).contains("flute"));
        assertTrue(names(Kind.SYSTEM).containsAll(List.of("speakers", "headphones")), () -> "" + names(Kind.SYSTEM));
        AudioDevice system = new PulseSource(server.address()).devices().get(0);
        assertEquals("speakers", system.id());
        assertTrue(system.standard());
        assertTrue(new PulseSource(server.address())
                .devices().stream().anyMatch(device -> device.id().equals("mic") && device.standard()));
        assertEquals(
                "speakers", new PulseSink(server.address()).devices().get(0).id());
    }

    @Test
    void shouldCaptureTheStandardOutputAndFollowItWhenItBecomesAnother() throws Exception {
        server.play("flute", 500, "speakers");
        server.play("oboe", 800, "headphones");
        try (Rig<AudioCapture> rig = Rig.capture(server, "system")) {
            rig.until("flute alone", () -> Math.abs(rig.decibels(500)) < 1 && rig.decibels(800) < APART_DECIBELS);
            server.standard("headphones");
            rig.untilHeard(800);
            assertEquals("headphones", rig.bench().devices().get(1).id());
        }
    }

    @Test
    void shouldCaptureANamedOutputAndTheMicrophone() throws Exception {
        server.play("oboe", 800, "headphones");
        server.play("voice", 300, "cable");
        try (Rig<AudioCapture> named = Rig.capture(server, "system:headph");
                Rig<AudioCapture> microphone = Rig.capture(server, "microphone")) {
            named.untilHeard(800);
            microphone.untilHeard(300);
            assertEquals("mic", microphone.bench().devices().get(0).id());
        }
    }

    @Test
    void shouldHearOneApplicationAndNothingOfAnother() throws Exception {
        server.play("flute", 500, "speakers");
        server.play("oboe", 800, "speakers");
        Waiting.until("both applications", SOON, () -> names(Kind.APPLICATION).size() == 2);
        try (Rig<AudioCapture> rig = Rig.capture(server, "app:oboe")) {
            // A hole in the one, which a busy machine makes, sounds a little like everything: so wait for a time
            // without.
            rig.until("oboe alone", () -> Math.abs(rig.decibels(800)) < 1 && rig.decibels(500) < APART_DECIBELS);
            double other = rig.decibels(500);
            System.out.printf("%s: app:oboe hears flute at %.1f dB%n", kind(), other);
        }
    }

    @Test
    void shouldWaitForAnApplicationAndFollowItWhereItGoes() throws Exception {
        server.play("flute", 500, "speakers");
        try (Rig<AudioCapture> rig = Rig.capture(server, "app:oboe")) {
            rig.untilTold(Level.WARN, "flute");
            assertTrue(rig.newest().what().contains("'oboe'"), rig.newest()::toString);
            Program oboe = server.play("oboe", 800, "speakers");
            rig.untilHeard(800);
            assertEquals(Level.OK, rig.newest().level());
            int stream = server.playing().stream().mapToInt(i -> i).max().orElseThrow();
            server.control("move-sink-input", String.valueOf(stream), "headphones");
            rig.bench().forgetSamples();
            rig.untilHeard(800);
            oboe.kill();
            rig.untilTold(Level.WARN, "No application 'oboe' plays");
            rig.bench().forgetSamples();
            server.play("oboe", 900, "headphones");
            rig.untilHeard(900);
        }
    }

    @Test
    void shouldSayThatSomethingIsMutedOrAtVolumeZero() throws Exception {
        server.play("flute", 500, "speakers");
        try (Rig<AudioCapture> rig = Rig.capture(server, "system")) {
            rig.untilHeard(500);
            server.control("set-sink-mute", "speakers", "1");
            rig.untilTold(Level.WARN, "muted");
            server.control("set-sink-mute", "speakers", "0");
            rig.untilTold(Level.OK, "audible");
            server.control("set-sink-volume", "speakers", "0");
            rig.untilTold(Level.WARN, "volume 0");
            assertFalse(rig.newest().fix().isEmpty());
        }
    }

    @Test
    void shouldRefuseANameThatIsNotThereWithThoseThatAre() {
        CannotOpenException source =
                assertThrows(CannotOpenException.class, () -> Rig.capture(server, "system:kitchen"));
        assertEquals(CannotOpenException.Reason.NOT_HERE, source.reason());
        assertTrue(source.what().contains("speakers") && source.what().contains("headphones"), source::what);
        CannotOpenException sink =
                assertThrows(CannotOpenException.class, () -> Rig.play(server, "output:kitchen", 500));
        assertTrue(sink.what().contains("headphones"), sink::what);
    }

    @Test
    void shouldPlayToTheStandardOutputAndFollowIt() throws Exception {
        try (Rig<AudioPlayback> player = Rig.play(server, "output", 600);
                Rig<AudioCapture> speakers = Rig.capture(server, "system:speakers");
                Rig<AudioCapture> headphones = Rig.capture(server, "system:headphones")) {
            both(player, speakers, 600);
            server.standard("headphones");
            both(player, headphones, 600);
            assertEquals("headphones", player.bench().devices().get(1).id());
        }
    }

    /** Plays and listens by turns until a tone is heard. */
    private static void both(Rig<AudioPlayback> player, Rig<AudioCapture> listener, double hertz) {
        listener.until(hertz + " Hz played", () -> {
            player.running().doWork();
            return Math.abs(listener.decibels(hertz)) < 1;
        });
    }

    @Test
    void shouldMakeAMicrophoneThatAnyProgramCanRecordAndTakeItAway() throws Exception {
        Path file = folder.resolve("recorded");
        try (Rig<AudioPlayback> rig = Rig.play(server, "virtual-microphone", 700)) {
            String source = server.control("list", "short", "sources").stream()
                    .map(line -> line.split("\t")[1])
                    .filter(name -> name.startsWith(Devices.OWN) && name.endsWith("_source"))
                    .findFirst()
                    .orElseThrow();
            Program recorder = server.record(source, file);
            rig.until(
                    "two seconds of record",
                    () -> Files.exists(file) && file.toFile().length() > 8L * Rig.RATE);
            recorder.close();
        }
        assertTrue(hasTone(file, 700), "700 Hz were not recorded");
        assertTrue(server.control("list", "short", "sources").stream().noneMatch(line -> line.contains(Devices.OWN)));
        assertTrue(server.control("list", "short", "sinks").stream().noneMatch(line -> line.contains(Devices.OWN)));
    }

    /** True if some 100 ms of a record are nothing but that tone in the left channel; a busy machine may make holes elsewhere. */
    private static boolean hasTone(Path file, double hertz) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        short[] heard = new short[bytes.capacity() / 4];
        for (int i = 0; i < heard.length; i++) {
            heard[i] = bytes.getShort(4 * i);
        }
        int window = Rig.RATE / 10;
        for (int from = 0; from + window <= heard.length; from += window) {
            double amplitude = Tones.amplitude(heard, from, window, Rig.RATE, hertz);
            if (Math.abs(Tones.decibels(amplitude, Rig.AMPLITUDE)) < 1) {
                return true;
            }
        }
        return false;
    }

    @Test
    void shouldRemoveTheMicrophoneThatAKilledProcessLeftBehind() throws Exception {
        // No process has this number: it is above the largest that Linux gives.
        String dead = Devices.OWN + "999999999_1";
        server.control("load-module", "module-null-sink", "sink_name=" + dead);
        Waiting.until("the leftover", SOON, () -> server.has("sinks", dead));
        try (Rig<AudioPlayback> rig = Rig.play(server, "virtual-microphone", 700)) {
            rig.until("the leftover to go", () -> !server.has("sinks", dead));
            assertEquals(Kind.VIRTUAL_MICROPHONE, rig.bench().devices().get(0).kind());
        }
    }

    @Test
    void shouldWaitForADeadServerAndTakeItUpAgain() throws Exception {
        server.play("flute", 500, "speakers");
        try (Rig<AudioCapture> capture = Rig.capture(server, "system");
                Rig<AudioPlayback> microphone = Rig.play(server, "virtual-microphone", 700)) {
            capture.untilHeard(500);
            server.kill();
            capture.untilTold(Level.WARN, "sound server is gone");
            microphone.untilTold(Level.WARN, "sound server is gone");
            server.restart();
            server.play("flute", 400, "speakers");
            capture.untilHeard(400);
            assertEquals(Level.OK, capture.newest().level());
            microphone.go(4800);
            assertEquals(2, microphone.bench().devices().size());
        }
    }

    @Test
    void shouldSayThatThereIsNoServer() {
        server.kill();
        assertEquals(List.of(), new PulseSource(server.address()).devices());
        assertEquals(List.of(), new PulseSink(server.address()).devices());
        CannotOpenException refused = assertThrows(CannotOpenException.class, () -> Rig.capture(server, "system"));
        assertEquals(CannotOpenException.Reason.NOT_HERE, refused.reason());
        assertTrue(refused.fix().contains("PulseAudio"), refused::fix);
    }
}
