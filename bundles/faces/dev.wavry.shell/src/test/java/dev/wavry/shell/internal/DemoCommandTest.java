package dev.wavry.shell.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.api.ConnectRequest;
import dev.wavry.api.ErrorKind;
import dev.wavry.api.HostRequest;
import dev.wavry.api.SessionReason;
import dev.wavry.api.SessionState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class DemoCommandTest {
    private static final String P = "\\{\"p50\":[0-9.]+,\"p95\":[0-9.]+,\"p99\":[0-9.]+\\}";

    @TempDir
    Path home;

    private Typed typed;

    @BeforeEach
    void playAHostAndAClient() {
        typed = new Typed(home);
        typed.wavry.hosted.counters = Map.of("framesCaptured", 120L, "framesEncoded", 110L, "framesDropped", 10L);
        typed.wavry.hosted.plan = "plan 1: screen -> encoder -> rift";
        typed.wavry.onConnect = session -> {
            session.counters = Map.of("framesPresented", 100L, "framesDropped", 5L, "riftBytesReceived", 100_000L);
            session.plan = "decoder";
        };
    }

    @Test
    void shouldEndWithOneObjectThatHoldsEverythingProgramsNeed() {
        typed.type("demo", "--json", "--headless", "--seconds", "2", "--no-warm-up");
        assertEquals(0, typed.exitCode, typed::err);
        Pattern form = Pattern.compile(
                "\\{\"framesCaptured\":120,\"framesEncoded\":110,\"framesPresented\":100,"
                        + "\"framesDropped\":15,\"fps\":[0-9.]+,\"bitrateKbps\":[0-9.]+,\"latencyMs\":" + P
                        + ",\"stagesMs\":\\{"
                        + "\"capture\":" + P + ",\"convert\":" + P + ",\"encode\":" + P + ",\"send\":" + P
                        + ",\"network\":" + P
                        + ",\"decode\":" + P + ",\"present\":" + P
                        + "\\},\"timeToFirstFrameMs\":40.000,\"rttMs\":0.250,"
                        + "\"jitterMs\":0.125,\"lossRatio\":0.500,\"clockOffsetMs\":0.063,\"encrypted\":true,"
                        + "\"cipher\":\"CHACHA20_POLY1305\",\"plan\":\"screen -> encoder -> rift -> decoder\",\"seconds\":[0-9.]+\\}");
        assertTrue(form.matcher(typed.lastLine()).matches(), typed::lastLine);
    }

    @Test
    void shouldTakeItsRatesFromTheWholeRun() {
        typed.type("demo", "--json", "--headless", "--seconds", "2", "--no-warm-up");
        double seconds = figure("seconds");
        assertEquals(100 / seconds, figure("fps"), 0.01);
        assertEquals(800 / seconds, figure("bitrateKbps"), 0.1);
    }

    private double figure(String name) {
        var found = Pattern.compile("\"" + name + "\":([0-9.]+)").matcher(typed.lastLine());
        assertTrue(found.find(), typed::lastLine);
        return Double.parseDouble(found.group(1));
    }

    @Test
    void shouldSayThatNothingIsEncryptedWhenNoCipherWasAgreed() {
        typed.wavry.onConnect = session -> {
            session.counters = Map.of("framesPresented", 1L);
            session.cipher = "";
        };
        typed.type("demo", "--json", "--headless", "--seconds", "1", "--no-warm-up");
        assertTrue(typed.lastLine().contains("\"encrypted\":false,\"cipher\":\"\""), typed::lastLine);
    }

    @Test
    void shouldPrintATableOfStagesForPeople() {
        typed.type("demo", "--headless", "--seconds", "1", "--no-warm-up");
        assertTrue(typed.out().contains("encode         2.00     3.00     4.00"), typed::out);
        assertTrue(typed.out().contains("encrypted with CHACHA20_POLY1305"), typed::out);
        assertTrue(typed.err().contains("Headless: pictures are decoded into memory"), typed::err);
    }

    @Test
    void shouldLetOnlyItsOwnClientInAndForgetTheKeys() {
        typed.type("demo", "--headless", "--seconds", "1", "--no-warm-up");
        HostRequest host = typed.wavry.hosts.get(0);
        ConnectRequest client = typed.wavry.connects.get(0);
        assertEquals(List.of("CLIENTID"), host.authorizedIds());
        assertTrue(host.listen().getAddress().isLoopbackAddress());
        assertEquals("HOSTID", client.hostId());
        Path keys = typed.wavry.keyFiles.get(0);
        assertEquals(keys, client.keyFile());
        assertFalse(Files.exists(keys.getParent()));
    }

    @Test
    void shouldHandOverWhatTheFlagsSay() {
        typed.type(
                "demo",
                "--seconds",
                "1",
                "--no-warm-up",
                "--source",
                "robot",
                "--codec",
                "vp8",
                "--size",
                "640x360",
                "--fps",
                "30",
                "--bitrate",
                "900");
        HostRequest host = typed.wavry.hosts.get(0);
        assertEquals(
                "robot vp8 640x360 30 900",
                host.source() + " " + host.codec() + " " + host.width() + "x" + host.height() + " "
                        + host.framesPerSecond() + " " + host.bitrateKbps());
        assertEquals("auto", typed.wavry.connects.get(0).renderer());
    }

    @Test
    void shouldWarmUpInASessionOfItsOwnBeforeItMeasures() {
        typed.type("demo", "--seconds", "1");
        assertEquals(
                List.of("headless", "auto"),
                typed.wavry.connects.stream().map(ConnectRequest::renderer).toList());
        assertTrue(typed.err().contains("Warming up"), typed::err);
    }

    @Test
    void shouldSaySoWhenThereIsNeitherScreenNorDisplay() {
        typed.environment.clear();
        typed.wavry.displays = List.of("small test 1280x720 (testpattern)");
        typed.type("demo", "--seconds", "1", "--no-warm-up");
        assertEquals(0, typed.exitCode);
        assertEquals("headless", typed.wavry.connects.get(0).renderer());
        assertTrue(typed.err().contains("a test pattern is shown"), typed::err);
        assertTrue(typed.err().contains("no display for a window"), typed::err);
    }

    @Test
    void shouldFailWithTheReasonWhenNothingWasPresented() {
        typed.wavry.onConnect = session -> session.become(SessionState.PAUSED, SessionReason.NO_ENCODER, "");
        typed.type("demo", "--headless", "--seconds", "1", "--no-warm-up");
        assertEquals(ErrorKind.NO_CODEC.exitCode(), typed.exitCode);
        assertTrue(
                typed.err().contains("No picture was presented. " + SessionReason.NO_ENCODER.sentence()), typed::err);
    }

    @Test
    void shouldFailWhenNothingWasPresentedAndNobodyKnowsWhy() {
        typed.wavry.onConnect = session -> {};
        typed.type("demo", "--headless", "--seconds", "1", "--no-warm-up", "--json");
        assertEquals(ErrorKind.INTERNAL.exitCode(), typed.exitCode);
        assertTrue(typed.err().contains("No picture was presented (screen -> encoder -> rift -> a plan)"), typed::err);
        assertTrue(typed.lastLine().startsWith("{\"event\":\"error\""), typed::lastLine);
    }

    @Test
    void shouldSayGoodbyeOnBothSides() {
        typed.type("demo", "--headless", "--seconds", "1", "--no-warm-up");
        assertEquals(List.of("close"), typed.wavry.hostDone);
    }
}
