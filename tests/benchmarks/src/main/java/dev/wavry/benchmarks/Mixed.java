package dev.wavry.benchmarks;

import dev.wavry.lab.Clock;
import dev.wavry.lab.Film;
import dev.wavry.lab.GrainyFilm;
import dev.wavry.lab.MovingWindow;
import dev.wavry.lab.Pictures;
import dev.wavry.lab.Screen;
import dev.wavry.lab.TextFilm;
import dev.wavry.lab.Usage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Minutes of mixed use: typing, scrolling, windows dragged about, a video, and a pause after each. Counts how often the plan changed
 * and the pixels that are wrong at the end of each pause.
 */
final class Mixed {
    static final Map<String, String> OPTIONS = Map.of(
            "codec",
            "auto",
            "minutes",
            "10",
            "uses",
            "type,scroll,drag,video",
            "display-size",
            "1920x1080",
            "seed",
            "1");

    private static final int GLYPH_WIDTH = 10;
    private static final int GLYPH_HEIGHT = 18;
    private static final long PAUSE_MILLIS = 3_000;

    private final Options options;
    private final Random random;
    private long wrongPixels;
    private int pauses;
    private int wrongPauses;

    Mixed(Options options) {
        this.options = options;
        this.random = new Random(options.number("seed"));
    }

    void run(Results results) {
        int[] size = options.size("display-size");
        Clock.sharpNaps();
        for (String codec : options.list("codec")) {
            try (WavryRig rig = new WavryRig(size[0], size[1], codec);
                    Screen near = new Screen(rig.hostDisplay());
                    Screen far = new Screen(rig.clientDisplay())) {
                long plansBefore = plans(rig);
                long from = System.nanoTime();
                long end = from + TimeUnit.MINUTES.toNanos(options.number("minutes"));
                Usage.Meter meter = Usage.start(rig.hostPids(), rig.viewerPids());
                for (int round = 0; System.nanoTime() - end < 0; round++) {
                    List<String> uses = options.list("uses");
                    once(uses.get(round % uses.size()), rig, near);
                    pause(near, far);
                    System.err.printf(
                            "  %3d s: %d pauses, %d wrong pixels, %d changes of plan%n",
                            (System.nanoTime() - from) / 1_000_000_000L, pauses, wrongPixels, plans(rig) - plansBefore);
                }
                results.add(row(rig, plans(rig) - plansBefore, (System.nanoTime() - from) / 60e9, meter.stop()));
            }
        }
    }

    private Map<String, Object> row(WavryRig rig, long plans, double minutes, Usage.Spent spent) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("what", rig.name());
        row.put("minutes", minutes);
        row.put("handOvers", plans);
        row.put("handOversAMinute", plans / minutes);
        row.put("pauses", pauses);
        row.put("pausesWithWrongPixels", wrongPauses);
        row.put("wrongPixels", wrongPixels);
        row.put("hostCores", spent.firstCores());
        row.put("viewerCores", spent.secondCores());
        return row;
    }

    /** Each hand-over, also one of a region, is one line of the plan in the log. */
    private static long plans(WavryRig rig) {
        return rig.host()
                .errors()
                .lines()
                .filter(line -> line.contains(" PlanLine: plan "))
                .count();
    }

    private void once(String use, WavryRig rig, Screen near) {
        switch (use) {
            case "type" -> type(near);
            case "scroll" -> show(rig, new TextFilm(random.nextLong()), 60, 12);
            case "drag" -> drag(rig);
            case "video" -> show(rig, new GrainyFilm(random.nextLong()), 30, 20);
            default ->
                throw new IllegalArgumentException(
                        "'" + use + "' is no use of a desktop; there are type, scroll, drag and video");
        }
    }

    private void type(Screen near) {
        int y = 500 + random.nextInt(400);
        near.fill(0xffffff, 100, y, 1_000, GLYPH_HEIGHT);
        for (int x = 100; x + GLYPH_WIDTH <= 1_100; x += GLYPH_WIDTH) {
            int[] glyph = new int[GLYPH_WIDTH * GLYPH_HEIGHT];
            for (int i = 0; i < glyph.length; i++) {
                glyph[i] = random.nextInt(3) == 0 ? 0x101010 : 0xffffff;
            }
            near.paint(glyph, x, y, GLYPH_WIDTH, GLYPH_HEIGHT);
            nap(80 + random.nextInt(120));
        }
    }

    private void show(WavryRig rig, Film film, int picturesPerSecond, int seconds) {
        try (MovingWindow window = new MovingWindow(
                rig.hostDisplay(), film, 40 + random.nextInt(800), 40 + random.nextInt(300), picturesPerSecond)) {
            nap(1_000 * seconds);
            window.freeze();
        }
    }

    private void drag(WavryRig rig) {
        try (MovingWindow window = new MovingWindow(rig.hostDisplay(), new TextFilm(random.nextLong()), 60, 60, 60)) {
            window.freeze();
            int x = 60;
            int y = 60;
            for (int step = 0; step < 600; step++) {
                x = Math.floorMod(x + 7, 1_000);
                y = Math.floorMod(y + 3, 400);
                window.drag(x, y);
                nap(16);
            }
        }
    }

    private void pause(Screen near, Screen far) {
        nap(PAUSE_MILLIS);
        int[] truth = near.picture();
        int[] shown = far.picture();
        long wrong = 0;
        for (int i = 0; i < truth.length; i++) {
            wrong += (truth[i] & 0xffffff) == (shown[i] & 0xffffff) ? 0 : 1;
        }
        pauses++;
        if (wrong > 0) {
            System.err.println("  wrong: " + Pictures.difference(truth, shown, near.width()));
        }
        wrongPauses += wrong == 0 ? 0 : 1;
        wrongPixels += wrong;
    }

    private static void nap(long millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
