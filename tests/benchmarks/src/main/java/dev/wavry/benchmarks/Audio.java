package dev.wavry.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wavry.lab.BadWire;
import dev.wavry.lab.Program;
import dev.wavry.lab.Tape;
import dev.wavry.lab.Usage;
import dev.wavry.lab.Waiting;
import dev.wavry.lab.Wavry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A tone of a host at a client of another process: what arrives, how late, and what it costs. */
final class Audio {
    static final Map<String, String> OPTIONS =
            Map.of("seconds", "60", "long", "false", "times", "50", "parts", "steady,loss,drift,swap");

    private static final int LONG_SECONDS = 600;
    private static final double HERTZ = 1000;
    private static final double LOSS = 0.05;
    /** The buffer has found its length by then. */
    private static final double SETTLED_SECONDS = 3;

    private final Options options;

    Audio(Options options) {
        this.options = options;
    }

    void run(Results results) {
        for (String part : options.list("parts")) {
            switch (part) {
                case "steady" -> results.add(steady());
                case "loss" -> results.add(loss());
                case "drift" -> results.add(drift());
                case "swap" -> results.add(swap());
                default ->
                    throw new IllegalArgumentException(
                            "--parts takes steady, loss, drift and swap, not '" + part + "'");
            }
        }
    }

    private int seconds() {
        return options.is("long") ? LONG_SECONDS : options.number("seconds");
    }

    /** A host with a source of sound, a client that records, and what lies between. */
    private static final class Hall implements AutoCloseable {
        final Wavry wavry = Wavry.built();
        final Wavry.Host host;
        final Program client;
        final Path wav;
        private final List<AutoCloseable> between = new ArrayList<>();

        Hall(String source, double loss) {
            try {
                wav = Files.createTempFile("wavry-bench-", ".wav");
                host = wavry.host("--source", "testpattern", "--fps", "30", "--audio-source", source);
                Wavry.Host seen = host;
                if (loss > 0) {
                    BadWire wire = new BadWire(host.address(), 5_000_000L, loss, 7);
                    between.add(wire);
                    seen = host.through(wire.address());
                }
                client = wavry.connect(seen, "", "--headless", "--audio-output", "file:" + wav);
                Wavry.session(client, "RUNNING", 0);
            } catch (IOException full) {
                throw new UncheckedIOException(full);
            }
        }

        JsonNode report() {
            return Wavry.report(client);
        }

        Usage.Meter meter() {
            return Usage.start(pids(host.program()), pids(client));
        }

        private static List<Long> pids(Program program) {
            return program.family().stream().map(ProcessHandle::pid).toList();
        }

        void presents(long pictures) {
            long goal = Pair.presented(report()) + pictures;
            Waiting.until(pictures + " pictures", Wavry.PATIENCE, () -> Pair.presented(report()) >= goal);
        }

        JsonNode sound() {
            return report().path("sound").path(0);
        }

        void plays(double seconds) {
            long goal = sound().path("playedMs").asLong() + (long) (seconds * 1000);
            Waiting.until(
                    seconds + " s of sound",
                    Wavry.PATIENCE.plusSeconds((long) seconds),
                    () -> sound().path("playedMs").asLong() >= goal);
        }

        Tape tape() {
            return Tape.read(wav);
        }

        @Override
        public void close() {
            wavry.close();
            try {
                for (AutoCloseable one : between) {
                    one.close();
                }
                Files.deleteIfExists(wav);
            } catch (Exception left) {
                throw new IllegalStateException(left);
            }
        }
    }

    private static Map<String, Object> row(String what, Hall hall, double from, double to) {
        Tape tape = hall.tape();
        JsonNode report = hall.report();
        JsonNode sound = report.path("sound").path(0);
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("what", what);
        row.put("seconds", to - from);
        row.put("latencyP50Ms", sound.path("latencyMs").path("p50").asDouble());
        row.put("latencyP99Ms", sound.path("latencyMs").path("p99").asDouble());
        row.put("bufferMs", sound.path("bufferMs").asDouble());
        row.put("longestSilenceMs", tape.longestSilenceMillis(from, to));
        row.put("detuningPercent", 100 * tape.worstDetuning(HERTZ, from, to));
        row.put("worstRestDb", tape.worstRestDecibels(HERTZ, from, to));
        long played = sound.path("playedMs").asLong();
        row.put("concealedPercent", 100.0 * sound.path("concealedMs").asLong() / Math.max(1, played));
        row.put("lostMs", sound.path("lostMs").asLong());
        row.put("driftPpm", sound.path("driftPpm").asDouble());
        row.put(
                "pictureOffsetP95Ms",
                report.path("counters").path("sound0PictureOffsetP95Us").asLong() / 1000.0);
        row.put("format", sound.path("format").asText());
        return row;
    }

    private Map<String, Object> steady() {
        double without = coresWithoutSound();
        try (Hall hall = new Hall("tone:1000", 0)) {
            hall.plays(SETTLED_SECONDS);
            double from = hall.tape().seconds();
            Usage.Meter meter = hall.meter();
            hall.plays(seconds());
            Usage.Spent spent = meter.stop();
            Map<String, Object> row =
                    row("tone over loopback", hall, from, hall.tape().seconds() - 0.2);
            row.put("corePercentOfSound", 100 * (spent.firstCores() + spent.secondCores() - without));
            return row;
        }
    }

    /** What the picture costs alone. */
    private double coresWithoutSound() {
        try (Hall hall = new Hall("disabled", 0)) {
            hall.presents(90);
            Usage.Meter meter = hall.meter();
            hall.presents(450);
            Usage.Spent spent = meter.stop();
            return spent.firstCores() + spent.secondCores();
        }
    }

    private Map<String, Object> loss() {
        try (Hall hall = new Hall("tone:1000", LOSS)) {
            hall.plays(SETTLED_SECONDS);
            double from = hall.tape().seconds();
            long played = hall.sound().path("playedMs").asLong();
            long made = hall.sound().path("concealedMs").asLong();
            hall.plays(options.number("seconds"));
            Map<String, Object> row =
                    row("5 % random loss", hall, from, hall.tape().seconds() - 0.2);
            JsonNode sound = hall.sound();
            row.put(
                    "concealedPercent",
                    100.0
                            * (sound.path("concealedMs").asLong() - made)
                            / Math.max(1, sound.path("playedMs").asLong() - played));
            return row;
        }
    }

    private Map<String, Object> drift() {
        try (Hall hall = new Hall("tone:1000,ppm=200", 0)) {
            hall.plays(SETTLED_SECONDS);
            double from = hall.tape().seconds();
            hall.plays(seconds());
            return row("source 200 ppm too fast", hall, from, hall.tape().seconds() - 0.2);
        }
    }

    private Map<String, Object> swap() {
        try (Hall hall = new Hall("tone:1000", 0)) {
            hall.plays(SETTLED_SECONDS);
            Samples silences = new Samples();
            Samples handOvers = new Samples();
            int refused = 0;
            for (int i = 0; i < options.number("times"); i++) {
                double before = hall.tape().seconds() - 0.1;
                int from = hall.host.program().lines().size();
                hall.host.program().tell(i % 2 == 0 ? "audio-source tone:1200" : "audio-source tone:1000");
                JsonNode answer = Wavry.event(hall.host.program(), "handover", from);
                hall.plays(0.5);
                Tape tape = hall.tape();
                silences.add((long) (tape.longestSilenceMillis(before, tape.seconds()) * 1e6));
                handOvers.add((long) (answer.path("millis").asDouble() * 1e6));
                refused += answer.path("done").asBoolean() ? 0 : 1;
            }
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("what", "source switched " + options.number("times") + " times");
            row.put("refused", refused);
            row.put("longestSilenceMs", silences.millis(100));
            row.put("silencesOver20Ms", silences.over(20));
            row.put("handOverP50Ms", handOvers.medianMillis());
            row.put("handOverP99Ms", handOvers.millis(99));
            return row;
        }
    }
}
