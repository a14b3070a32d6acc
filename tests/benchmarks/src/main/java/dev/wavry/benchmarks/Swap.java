package dev.wavry.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wavry.lab.MovingWindow;
import dev.wavry.lab.Program;
import dev.wavry.lab.TextFilm;
import dev.wavry.lab.Wavry;
import dev.wavry.lab.XServer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Replaces parts of a running session of full motion at 720p60, over and over. */
final class Swap {
    static final Map<String, String> OPTIONS = Map.of(
            "times", "100",
            "size", "1280x720",
            "encoders", "vp8,h264",
            "decoders", "ffmpeg,h264",
            "captures", "testpattern,x11",
            "parts", "encoder,decoder,capture,update");

    /** Half a second of pictures between two hand-overs, so that each one's gap can be told from the next's. */
    private static final int PICTURES_BETWEEN = 30;

    private static final int[] LIMITS_MILLIS = {25, 33, 50, 100, 250, 1000};

    private final Options options;
    private final GapChart chart = new GapChart();

    Swap(Options options) {
        this.options = options;
    }

    void run(Results results) {
        for (String part : options.list("parts")) {
            if (part.equals("capture")) {
                ofScreen(results);
                continue;
            }
            if (part.equals("update")) {
                updates(results);
                continue;
            }
            try (Pair pair = new Pair(options.text("size"), "h264", Map.of())) {
                pair.presentMore(300);
                results.add(swap(pair, part, options.list(part + "s")));
            }
        }
        chart.png("swap");
    }

    private void ofScreen(Results results) {
        int[] size = options.size("size");
        try (XServer screen = XServer.xvfb(size[0], size[1]);
                MovingWindow window = new MovingWindow(screen.display(), new TextFilm(7), 0, 0, 60);
                Pair pair = Pair.ofScreen(screen.display(), options.text("size"), "h264")) {
            pair.presentMore(300);
            results.add(swap(pair, "capture", options.list("captures")));
            window.freeze();
        }
    }

    private void updates(Results results) {
        try (Pair pair = new Pair(options.text("size"), "raw", Map.of(), "--developer");
                UpdateInPlace update = new UpdateInPlace(pair.home(), pair.host())) {
            pair.presentMore(300);
            Samples gaps = new Samples();
            List<Double> frames = new ArrayList<>();
            List<Double> marks = new ArrayList<>();
            Samples ordinary = ordinary(pair, frames);
            int refused = 0;
            String why = "";
            for (int i = 0; i < options.number("times"); i++) {
                frames.addAll(times(gaps(pair)));
                marks.add(frames.isEmpty() ? 0 : frames.get(frames.size() - 1));
                String problem = update.update(i);
                refused += problem.isEmpty() ? 0 : 1;
                why = problem.isEmpty() ? why : problem;
                pair.presentMore(PICTURES_BETWEEN);
                JsonNode seen = gaps(pair);
                gaps.add(nanos(seen.path("longestMs")));
                frames.addAll(times(seen));
            }
            chart.add("update", frames, marks);
            results.add(row(pair, "update of the only encoder", gaps, ordinary, refused, why));
        }
    }

    private static Map<String, Object> row(
            Pair pair, String what, Samples gaps, Samples ordinary, int refused, String why) {
        boolean lost = pair.client().lines().stream().anyMatch(l -> l.text().contains("\"ENDED\""));
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("what", what);
        row.put("swaps", gaps.count() - refused);
        row.put("refused", refused);
        row.put("sessionsLost", lost ? 1 : 0);
        row.put("gapP50Ms", gaps.medianMillis());
        row.put("gapP99Ms", gaps.millis(99));
        row.put("gapMaxMs", gaps.millis(100));
        row.put("gapWithoutSwapP50Ms", ordinary.medianMillis());
        row.put("gapWithoutSwapMaxMs", ordinary.millis(100));
        for (int limit : LIMITS_MILLIS) {
            row.put("gapsOver" + limit + "Ms", gaps.over(limit));
        }
        row.put("lastRefusal", why);
        return row;
    }

    private Map<String, Object> swap(Pair pair, String part, List<String> words) {
        Program obeys = part.equals("decoder") ? pair.client() : pair.host();
        Samples handOvers = new Samples();
        Samples gaps = new Samples();
        Map<String, Samples> stages = new LinkedHashMap<>();
        List<Double> frames = new ArrayList<>();
        List<Double> marks = new ArrayList<>();
        int refused = 0;
        String why = "";
        Samples ordinary = ordinary(pair, frames);
        for (int i = 0; i < options.number("times"); i++) {
            frames.addAll(times(gaps(pair)));
            marks.add(frames.isEmpty() ? 0 : frames.get(frames.size() - 1));
            int from = obeys.lines().size();
            obeys.tell(part + " " + words.get(i % words.size()));
            JsonNode answer = Wavry.event(obeys, "handover", from);
            pair.presentMore(PICTURES_BETWEEN);
            if (answer.path("done").asBoolean()) {
                handOvers.add(nanos(answer.path("millis")));
                answer.path("stagesMs").properties().forEach(stage -> stages.computeIfAbsent(
                                stage.getKey(), k -> new Samples())
                        .add(nanos(stage.getValue())));
            } else {
                refused++;
                why = answer.path("text").asText();
            }
            JsonNode seen = gaps(pair);
            gaps.add(nanos(seen.path("longestMs")));
            frames.addAll(times(seen));
        }
        chart.add(part, frames, marks);
        Map<String, Object> row = row(pair, part + " " + String.join(" <-> ", words), gaps, ordinary, refused, why);
        row.put("handOverP50Ms", handOvers.medianMillis());
        row.put("handOverP99Ms", handOvers.millis(99));
        row.put("stagesP50Ms", inWords(stages, 50));
        row.put("stagesP99Ms", inWords(stages, 99));
        return row;
    }

    /** The longest gaps of as many stretches without a swap, up to 20: what the machine does without our doing. */
    private Samples ordinary(Pair pair, List<Double> frames) {
        Samples ordinary = new Samples();
        gaps(pair);
        for (int i = 0; i < Math.min(20, options.number("times")); i++) {
            pair.presentMore(PICTURES_BETWEEN);
            JsonNode seen = gaps(pair);
            ordinary.add(nanos(seen.path("longestMs")));
            frames.addAll(times(seen));
        }
        return ordinary;
    }

    private static JsonNode gaps(Pair pair) {
        int from = pair.client().lines().size();
        pair.client().tell("gaps");
        return Wavry.event(pair.client(), "gaps", from);
    }

    private static List<Double> times(JsonNode gaps) {
        List<Double> times = new ArrayList<>();
        gaps.path("framesMs").forEach(time -> times.add(time.asDouble()));
        return times;
    }

    private static long nanos(JsonNode millis) {
        return (long) (millis.asDouble() * 1e6);
    }

    private static String inWords(Map<String, Samples> stages, double percent) {
        List<String> words = new ArrayList<>();
        stages.forEach(
                (stage, samples) -> words.add(String.format(Locale.ROOT, "%s %.1f", stage, samples.millis(percent))));
        return String.join(" ", words);
    }
}
