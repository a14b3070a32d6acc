package dev.wavry.benchmarks;

import dev.wavry.lab.BadWire;
import dev.wavry.lab.Clock;
import dev.wavry.lab.MovingWindow;
import dev.wavry.lab.Program;
import dev.wavry.lab.Screen;
import dev.wavry.lab.TextFilm;
import dev.wavry.lab.Wavry;
import dev.wavry.lab.XServer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Typing over a network that loses packets, and how soon scrolled text is exact after it stopped. */
final class Typing {
    static final Map<String, String> OPTIONS = Map.of(
            "codec", "auto",
            "loss", "0,5",
            "rtt", "40",
            "samples", "300",
            "scrolls", "20",
            "warmup", "40",
            "display-size", "1920x1080",
            "seed", "1");

    private static final int GLYPH_WIDTH = 10;
    private static final int GLYPH_HEIGHT = 18;
    private static final int PAPER = 0xf8f8f0;
    private static final int LEFT = 64;
    private static final int TOP = 700;
    private static final int ON_A_LINE = 120;
    private static final int LINES = 15;
    private static final long NAP_NANOS = 60_000;
    private static final long GIVE_UP_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Options options;
    private final Random random;

    Typing(Options options) {
        this.options = options;
        this.random = new Random(options.number("seed"));
    }

    void run(Results results) {
        for (String percent : options.list("loss")) {
            results.add(measure(Integer.parseInt(percent)));
        }
    }

    private Map<String, Object> measure(int lossPercent) {
        int[] size = options.size("display-size");
        Clock.sharpNaps();
        try (XServer hostServer = XServer.xvfb(size[0], size[1]);
                XServer clientServer = XServer.xvfb(size[0], size[1]);
                Wavry wavry = Wavry.built()) {
            Wavry.Host host = wavry.host("--display", hostServer.display(), "--codec", options.text("codec"));
            try (BadWire wire = new BadWire(
                            host.address(),
                            TimeUnit.MILLISECONDS.toNanos(options.number("rtt")) / 2,
                            lossPercent / 100.0,
                            options.number("seed"));
                    Screen near = new Screen(hostServer.display());
                    Screen far = new Screen(clientServer.display())) {
                Program client = wavry.connect(host.through(wire.address()), clientServer.display(), "--fullscreen");
                Wavry.session(client, "RUNNING", 0);
                Live.await(near, far, "a wire that loses " + lossPercent + " %");
                near.fill(PAPER, LEFT, TOP, ON_A_LINE * GLYPH_WIDTH, LINES * GLYPH_HEIGHT);
                Map<String, Object> row = new LinkedHashMap<>();
                row.put("what", "wavry-" + options.text("codec"));
                row.put("lossPercent", lossPercent);
                row.put("rttMs", options.number("rtt"));
                type(near, far, row);
                scroll(hostServer.display(), near, far, row);
                row.put("datagramsLost", wire.lost());
                row.put("datagrams", wire.lost() + wire.carried());
                System.err.println("  " + row);
                return row;
            }
        }
    }

    private void type(Screen near, Screen far, Map<String, Object> row) {
        Samples seen = new Samples();
        int never = 0;
        for (int i = -options.number("warmup"); i < options.number("samples"); i++) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(80 + random.nextInt(120)));
            int place = Math.floorMod(i, ON_A_LINE * LINES);
            int x = LEFT + place % ON_A_LINE * GLYPH_WIDTH;
            int y = TOP + place / ON_A_LINE * GLYPH_HEIGHT;
            int[] glyph = glyph();
            near.paint(glyph, x, y, GLYPH_WIDTH, GLYPH_HEIGHT);
            long nanos = untilSame(far, glyph, x, y, GLYPH_WIDTH, GLYPH_HEIGHT, System.nanoTime());
            if (i >= 0 && nanos >= 0) {
                seen.add(nanos);
            }
            never += i >= 0 && nanos < 0 ? 1 : 0;
        }
        row.put("keyMedianMs", seen.medianMillis());
        row.put("keyP95Ms", seen.millis(95));
        row.put("keyMaxMs", seen.millis(100));
        row.put("keys", seen.count());
        row.put("keysNeverSeen", never);
    }

    /** Ink on paper, and never the same twice. */
    private int[] glyph() {
        int[] glyph = new int[GLYPH_WIDTH * GLYPH_HEIGHT];
        for (int i = 0; i < glyph.length; i++) {
            glyph[i] = random.nextInt(3) == 0 ? 0x202020 : PAPER;
        }
        return glyph;
    }

    private void scroll(String display, Screen near, Screen far, Map<String, Object> row) {
        Samples exact = new Samples();
        int never = 0;
        for (int i = 0; i < options.number("scrolls"); i++) {
            try (MovingWindow window = new MovingWindow(display, new TextFilm(i), 96, 48, 60)) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(700 + random.nextInt(600)));
                window.freeze();
                long stopped = System.nanoTime();
                int[] truth = near.picture();
                long nanos = untilSame(far, truth, 0, 0, near.width(), near.height(), stopped);
                if (nanos >= 0) {
                    exact.add(nanos);
                } else {
                    never++;
                }
            }
        }
        row.put("exactMedianMs", exact.medianMillis());
        row.put("exactP95Ms", exact.millis(95));
        row.put("exactMaxMs", exact.millis(100));
        row.put("neverExact", never);
    }

    /** Nanoseconds since {@code from} until the far display shows these pixels; negative if it does not. */
    private static long untilSame(Screen far, int[] wanted, int x, int y, int width, int height, long from) {
        while (true) {
            boolean same = Arrays.equals(far.picture(x, y, width, height), wanted);
            long taken = System.nanoTime() - from;
            if (same) {
                return taken;
            }
            if (taken > GIVE_UP_NANOS) {
                return -1;
            }
            LockSupport.parkNanos(NAP_NANOS);
        }
    }
}
