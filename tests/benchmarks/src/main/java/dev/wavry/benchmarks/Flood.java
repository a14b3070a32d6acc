package dev.wavry.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wavry.lab.LabException;
import dev.wavry.lab.Usage;
import dev.wavry.lab.Wavry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** A good session and honest visitors while strangers ask from many addresses: frames lost, handshakes that succeed, memory. */
final class Flood {
    static final Map<String, String> OPTIONS = Map.of(
            "rate", "0,50000", "seconds", "10", "addresses", "250", "size", "1280x720", "codec", "h264", "seed", "0");

    private static final long VISIT_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Options options;

    Flood(Options options) {
        this.options = options;
    }

    void run(Results results) {
        try (Pair pair = new Pair(options.text("size"), options.text("codec"), Map.of())) {
            pair.presentMore(240);
            for (String rate : options.list("rate")) {
                results.add(measure(pair, Integer.parseInt(rate)));
            }
        }
    }

    private Map<String, Object> measure(Pair pair, int rate) {
        long seed = options.number("seed") == 0 ? new Random().nextInt(1 << 20) : options.number("seed");
        InetSocketAddress host = pair.address();
        Visitor visitor = new Visitor(host);
        JsonNode before = Wavry.report(pair.client()).path("counters");
        long memory = residentKb(pair.host().pid());
        Usage.Meter meter =
                Usage.start(List.of(pair.host().pid()), List.of(pair.client().pid()));
        long began = System.nanoTime();
        long end = began + TimeUnit.SECONDS.toNanos(options.number("seconds"));
        int visits = 0;
        int good = 0;
        long flooded;
        try (Flooder flooder = rate == 0 ? null : new Flooder(host, rate, options.number("addresses"), seed)) {
            while (System.nanoTime() < end) {
                long next = System.nanoTime() + VISIT_EVERY_NANOS;
                good += visitor.visit() >= 0 ? 1 : 0;
                visits++;
                Quiet.until(next);
            }
            flooded = flooder == null ? 0 : flooder.sent();
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        JsonNode after = Wavry.report(pair.client()).path("counters");
        Usage.Spent spent = meter.stop();
        long lost = grown(before, after, "riftFramesLost");
        long received = grown(before, after, "riftFramesReceived");
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("what", rate + " a second");
        row.put("strangersPerSecond", flooded / seconds);
        row.put("framesPerSecond", received / seconds);
        row.put("framesLostPercent", 100.0 * lost / Math.max(1, lost + received));
        row.put("honest", visits);
        row.put("honestSucceedPercent", 100.0 * good / visits);
        row.put("hostCores", spent.firstCores());
        row.put("hostMemoryMb", memory / 1024.0);
        row.put("hostMemoryAfterMb", residentKb(pair.host().pid()) / 1024.0);
        row.put("seed", seed);
        return row;
    }

    private static long grown(JsonNode before, JsonNode after, String counter) {
        return after.path(counter).asLong() - before.path(counter).asLong();
    }

    private static long residentKb(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new LabException("The memory of the host cannot be read", e);
        }
    }
}
