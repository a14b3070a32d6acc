package dev.wavry.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wavry.lab.Usage;
import dev.wavry.lab.Waiting;
import dev.wavry.lab.Wavry;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What a desktop costs on which nothing happens. */
final class Idle {
    static final Map<String, String> OPTIONS =
            Map.of("codec", "auto", "warmup", "30", "display-size", "1920x1080", "seconds", "10");

    private static final Duration SETTLE = Duration.ofSeconds(30);
    private static final long SETTLED_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Options options;
    private long lastEncoded = -1;
    private long lastChangeNanos;

    Idle(Options options) {
        this.options = options;
    }

    void run(Results results) {
        int[] size = options.size("display-size");
        for (String codec : options.list("codec")) {
            try (WavryRig rig = new WavryRig(size[0], size[1], codec)) {
                // Both ends compile what they will need for some seconds after their start, shown or not.
                rest(options.number("warmup"));
                Waiting.until("no more frames for 2 s", SETTLE, () -> settled(encoded(rig)));
                long before = encoded(rig);
                Usage.Meter meter = Usage.start(rig.hostPids(), rig.viewerPids());
                rest(options.number("seconds"));
                Usage.Spent spent = meter.stop();
                Map<String, Object> row = new LinkedHashMap<>();
                row.put("what", rig.name());
                row.put("framesEncoded", encoded(rig) - before);
                row.put("seconds", options.number("seconds"));
                row.put("hostPercent", 100 * spent.firstCores());
                row.put("clientPercent", 100 * spent.secondCores());
                results.add(row);
            }
        }
    }

    private static void rest(int seconds) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private boolean settled(long encoded) {
        if (encoded != lastEncoded) {
            lastEncoded = encoded;
            lastChangeNanos = System.nanoTime();
        }
        return System.nanoTime() - lastChangeNanos > SETTLED_NANOS;
    }

    private static long encoded(WavryRig rig) {
        JsonNode report = Wavry.report(rig.host());
        return report.path("counters").path("framesEncoded").asLong();
    }
}
