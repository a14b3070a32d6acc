package dev.wavry.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wavry.lab.MovingWindow;
import dev.wavry.lab.Program;
import dev.wavry.lab.TextFilm;
import dev.wavry.lab.Wavry;
import dev.wavry.lab.XServer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Replaces parts of a running session of full motion at 720p60, over and over. */
final class Swap {
    static final Map<String, String> OPTIONS = Map.of(
            "times", "100",
            "size", "1280x720",
            "encoders", "vp8,h264",
            "decoders", "ffmpeg,h264",
            "captures", "testpattern,x11",
            "parts", "encoder,decoder,capture");

    /** Half a second of pictures between two hand-overs, so that each one's gap can be told from the next's. */
    private static final int PICTURES_BETWEEN = 30;

    private final Options options;

    Swap(Options options) {
        this.options = options;
    }

    void run(Results results) {
        for (String part : options.list("parts")) {
            if (part.equals("capture")) {
                ofScreen(results);
                continue;
            }
            try (Pair pair = new Pair(options.text("size"), "h264", Map.of())) {
                pair.presentMore(300);
                results.add(swap(pair, part, options.list(part + "s")));
            }
        }
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

    private Map<String, Object> swap(Pair pair, String part, List<String> words) {
        Program obeys = part.equals("decoder") ? pair.client() : pair.host();
        Samples handOvers = new Samples();
        Map<Integer, Integer> worseThan = new TreeMap<>();
        int refused = 0;
        String why = "";
        JsonNode before = Wavry.report(pair.client());
        for (int i = 0; i < options.number("times"); i++) {
            int from = obeys.lines().size();
            obeys.tell(part + " " + words.get(i % words.size()));
            JsonNode answer = Wavry.event(obeys, "handover", from);
            JsonNode after = pair.presentMore(PICTURES_BETWEEN);
            if (answer.path("done").asBoolean()) {
                handOvers.add((long) (answer.path("millis").asDouble() * 1e6));
            } else {
                refused++;
                why = answer.path("text").asText();
            }
            worst(before, after, worseThan);
            before = after;
        }
        boolean lost = pair.client().lines().stream().anyMatch(l -> l.text().contains("\"ENDED\""));
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("what", part + " " + String.join(" <-> ", words));
        row.put("handOvers", handOvers.count());
        row.put("refused", refused);
        row.put("sessionsLost", lost ? 1 : 0);
        row.put("handOverP50Ms", handOvers.medianMillis());
        row.put("handOverP99Ms", handOvers.millis(99));
        for (int limit : new int[] {25, 33, 50, 100, 250, 1000}) {
            row.put("gapsOver" + limit + "Ms", worseThan.getOrDefault(limit, 0));
        }
        row.put(
                "longestGapSinceStartMs",
                before.path("counters").path("presentGapLongestMicros").asLong() / 1000.0);
        row.put("lastRefusal", why);
        return row;
    }

    /** Counts the hand-over once at each limit that a gap around it exceeded. */
    private static void worst(JsonNode before, JsonNode after, Map<Integer, Integer> worseThan) {
        for (int limit : new int[] {25, 33, 50, 100, 250, 1000}) {
            String name = "presentGapsOver" + limit + "Ms";
            long gaps = after.path("counters").path(name).asLong()
                    - before.path("counters").path(name).asLong();
            worseThan.merge(limit, gaps > 0 ? 1 : 0, Integer::sum);
        }
    }
}
