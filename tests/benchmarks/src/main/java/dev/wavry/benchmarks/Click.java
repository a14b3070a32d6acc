package dev.wavry.benchmarks;

import dev.wavry.lab.ClickTarget;
import dev.wavry.lab.Clock;
import dev.wavry.lab.Pictures;
import dev.wavry.lab.Screen;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** From a click on the viewer's window to the event in a program on the host, and on to the changed pixel back in the window. */
final class Click {
    static final Map<String, String> OPTIONS = Map.of(
            "codec", "auto",
            "samples", "120",
            "warmup", "40",
            "display-size", "1920x1080",
            "peers", "tigervnc",
            "seed", "1");

    private static final int TARGET_X = 600;
    private static final int TARGET_Y = 400;
    private static final int SIDE = 200;
    /** Away from the pointer, which a program on the display may draw. */
    private static final int LOOK = 20;

    private static final long NAP_NANOS = 60_000;
    private static final long GIVE_UP_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final Options options;
    private final Random random;

    Click(Options options) {
        this.options = options;
        this.random = new Random(options.number("seed"));
    }

    void run(Results results) {
        for (Supplier<Rig> starter : Rigs.of(options)) {
            try (Rig rig = starter.get()) {
                results.add(measure(rig));
            }
        }
    }

    private Map<String, Object> measure(Rig rig) {
        Samples seen = new Samples();
        Samples back = new Samples();
        int lost = 0;
        Clock.sharpNaps();
        try (Screen client = new Screen(rig.clientDisplay());
                ClickTarget target = new ClickTarget(rig.hostDisplay(), TARGET_X, TARGET_Y, SIDE, SIDE)) {
            client.move(TARGET_X + SIDE / 2, TARGET_Y + SIDE / 2);
            for (int i = -options.number("warmup"); i < options.number("samples"); i++) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(150 + random.nextInt(251)));
                if (i == 0) {
                    seen.clear();
                    back.clear();
                    lost = 0;
                }
                lost += one(client, target, seen, back) ? 0 : 1;
            }
        }
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("what", rig.name());
        row.put("eventMedianMs", seen.medianMillis());
        row.put("eventP95Ms", seen.millis(95));
        row.put("pixelMedianMs", back.medianMillis());
        row.put("pixelP95Ms", back.millis(95));
        row.put("clicks", back.count());
        row.put("lost", lost);
        row.put("plan", rig.plan());
        return row;
    }

    private boolean one(Screen client, ClickTarget target, Samples seen, Samples back) {
        int x = TARGET_X + LOOK;
        int y = TARGET_Y + LOOK;
        int before = client.pixel(x, y);
        int colour = before;
        while (Pictures.distance(colour, before) < 100) {
            colour = random.nextInt(1 << 24);
        }
        int wanted = colour;
        target.arm(wanted);
        // Wakes nobody up for the click itself, but makes sure that both sides agree where the pointer is.
        client.move(TARGET_X + SIDE / 2 + random.nextInt(5), TARGET_Y + SIDE / 2);
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(30));
        long pressed = System.nanoTime();
        client.button(1, true);
        boolean came = spin(pressed, () -> Pictures.distance(client.pixel(x, y), wanted) <= Patches.TOLERANCE);
        long now = System.nanoTime();
        client.button(1, false);
        if (came) {
            seen.add(target.clickedNanos() - pressed);
            back.add(now - pressed);
        }
        return came;
    }

    private static boolean spin(long since, BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - since > GIVE_UP_NANOS) {
                return false;
            }
            LockSupport.parkNanos(NAP_NANOS);
        }
        return true;
    }
}
