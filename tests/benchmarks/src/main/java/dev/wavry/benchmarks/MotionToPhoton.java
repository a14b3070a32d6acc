package dev.wavry.benchmarks;

import dev.wavry.lab.GrainyFilm;
import dev.wavry.lab.MovingWindow;
import dev.wavry.lab.Screen;
import dev.wavry.lab.TextFilm;
import dev.wavry.lab.Usage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** From paint on the host's display to sight on the client's. */
final class MotionToPhoton {
    static final Map<String, String> OPTIONS = Map.of(
            "codec", "auto",
            "scenario", "idle,text60,video30",
            "samples", "120",
            "warmup", "15",
            "display-size", "1920x1080",
            "peers", "tigervnc",
            "seed", "1");

    private static final int WINDOW_AT = 96;

    private final Options options;

    MotionToPhoton(Options options) {
        this.options = options;
    }

    void run(Results results) {
        for (Supplier<Rig> starter : Rigs.of(options)) {
            try (Rig rig = starter.get()) {
                System.err.println(
                        rig.name() + ": live; " + options.text("warmup") + " s of warm-up before each scenario");
                for (String scenario : options.list("scenario")) {
                    results.add(measure(rig, scenario));
                }
            }
        }
    }

    private Map<String, Object> measure(Rig rig, String scenario) {
        try (Screen host = new Screen(rig.hostDisplay());
                Screen client = new Screen(rig.clientDisplay());
                MovingWindow window = window(rig, scenario)) {
            Patches patches = new Patches(host, client, window, new Random(options.number("seed")));
            long warmUntil = System.nanoTime() + TimeUnit.SECONDS.toNanos(options.number("warmup"));
            while (System.nanoTime() - warmUntil < 0) {
                patches.one();
            }
            patches.reset();
            Usage.Meter meter = Usage.start(rig.hostPids(), rig.viewerPids());
            for (int i = 0; i < options.number("samples"); i++) {
                patches.one();
            }
            Map<String, Object> row = row(rig, scenario, patches, meter.stop());
            System.err.println("  " + scenario + ": " + row);
            return row;
        }
    }

    private static @Nullable MovingWindow window(Rig rig, String scenario) {
        return switch (scenario) {
            case "idle" -> null;
            case "text60" -> new MovingWindow(rig.hostDisplay(), new TextFilm(7), WINDOW_AT, WINDOW_AT, 60);
            case "video30" -> new MovingWindow(rig.hostDisplay(), new GrainyFilm(7), WINDOW_AT, WINDOW_AT, 30);
            default ->
                throw new IllegalArgumentException(
                        "'" + scenario + "' is not a scenario; there are idle, text60 and video30");
        };
    }

    private static Map<String, Object> row(Rig rig, String scenario, Patches patches, Usage.Spent spent) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("what", rig.name());
        row.put("scenario", scenario);
        row.put("patchMedianMs", patches.patches().medianMillis());
        row.put("patchP95Ms", patches.patches().millis(95));
        row.put("patches", patches.patches().count());
        row.put("lost", patches.lost());
        row.put("frameMedianMs", patches.pictures().medianMillis());
        row.put("frameP95Ms", patches.pictures().millis(95));
        row.put("updatesPerSecond", patches.pictures().count() == 0 ? Double.NaN : patches.picturesPerSecond());
        row.put("hostCores", spent.firstCores());
        row.put("viewerCores", spent.secondCores());
        row.put("loopbackMbps", spent.loopbackMbps());
        row.put("plan", rig.plan());
        row.put("stagesP50Ms", rig.stages());
        return row;
    }

    /** Draws the medians. */
    static void chart(List<Map<String, Object>> rows) {
        Chart chart = new Chart("Paint on the host's display until visible on the client's, median and 95 %");
        for (Map<String, Object> row : rows) {
            boolean ours = row.get("what").toString().startsWith("wavry");
            String name = row.get("what") + ", " + row.get("scenario");
            chart.bar(name + ": patch", number(row, "patchMedianMs"), number(row, "patchP95Ms"), ours);
            chart.bar(name + ": window", number(row, "frameMedianMs"), number(row, "frameP95Ms"), ours);
        }
        chart.png("m2p");
    }

    private static double number(Map<String, Object> row, String name) {
        return row.get(name) instanceof Double value ? value : Double.NaN;
    }
}
