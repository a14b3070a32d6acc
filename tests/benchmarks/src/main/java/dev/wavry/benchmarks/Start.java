package dev.wavry.benchmarks;

import dev.wavry.lab.Program;
import dev.wavry.lab.Wavry;
import dev.wavry.lab.XServer;
import java.util.LinkedHashMap;
import java.util.Map;

/** How long it takes from nothing to the first picture, each time with new processes. */
final class Start {
    static final Map<String, String> OPTIONS = Map.of("codec", "auto", "runs", "10", "display-size", "1920x1080");

    private final Options options;
    private final Samples hostReady = new Samples();
    private final Samples firstFrame = new Samples();
    private final Samples clientRunning = new Samples();
    private final Samples nextFrame = new Samples();
    private final Samples nextRunning = new Samples();

    Start(Options options) {
        this.options = options;
    }

    void run(Results results) {
        int[] size = options.size("display-size");
        try (XServer hostDisplay = XServer.xvfb(size[0], size[1]);
                XServer clientDisplay = XServer.xvfb(size[0], size[1])) {
            for (int i = 0; i < options.number("runs"); i++) {
                one(hostDisplay.display(), clientDisplay.display());
            }
        }
        results.add(row("host process start -> listening", hostReady));
        results.add(row("handshake start -> first picture", firstFrame));
        results.add(row("client process start -> first picture", clientRunning));
        results.add(row("the same, next client: handshake start", nextFrame));
        results.add(row("the same, next client: process start", nextRunning));
    }

    private void one(String hostDisplay, String clientDisplay) {
        try (Wavry wavry = Wavry.built()) {
            Wavry.Host host = wavry.host("--display", hostDisplay, "--codec", options.text("codec"));
            hostReady.add(at(host.program(), "\"listening\"") - host.program().startedNanos());
            connect(wavry, host, clientDisplay, clientRunning, firstFrame);
            connect(wavry, host, clientDisplay, nextRunning, nextFrame);
        }
    }

    /** The first client meets a host that still rehearses; the next one a host as it is all day. */
    private static void connect(
            Wavry wavry, Wavry.Host host, String display, Samples fromProcess, Samples fromHandshake) {
        Program client = wavry.connect(host, display, "--fullscreen");
        Wavry.session(client, "RUNNING", 0);
        fromProcess.add(at(client, "\"RUNNING\"") - client.startedNanos());
        fromHandshake.add(
                (long) (Wavry.report(client).path("timeToFirstFrameMs").asDouble() * 1e6));
    }

    private static long at(Program program, String word) {
        return program.find(0, line -> line.contains(word)).orElseThrow().atNanos();
    }

    private static Map<String, Object> row(String what, Samples samples) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("what", what);
        row.put("p50Ms", samples.medianMillis());
        row.put("p95Ms", samples.millis(95));
        row.put("maxMs", samples.millis(100));
        row.put("runs", samples.count());
        return row;
    }
}
