package dev.wavry.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wavry.lab.Usage;
import dev.wavry.lab.Wavry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The product's own figures of full motion at 60 pictures a second, and what both processes allocate for each. */
final class Pipeline {
    static final Map<String, String> OPTIONS =
            Map.of("codec", "auto", "size", "1280x720,1920x1080", "seconds", "20", "warmup", "30", "bitrate", "8000");

    private static final int PICTURES_PER_SECOND = 60;
    private static final List<String> STAGES =
            List.of("capture", "convert", "encode", "send", "network", "decode", "present");

    private final Options options;

    Pipeline(Options options) {
        this.options = options;
    }

    void run(Results results) {
        for (String size : options.list("size")) {
            for (String codec : options.list("codec")) {
                try (Pair pair = new Pair(size, codec, Map.of(), "--bitrate", options.text("bitrate"))) {
                    pair.presentMore((long) PICTURES_PER_SECOND * options.number("warmup") / 2);
                    results.add(measure(pair, size));
                }
            }
        }
    }

    private Map<String, Object> measure(Pair pair, String size) {
        JsonNode warm = pair.presentMore((long) PICTURES_PER_SECOND * options.number("warmup") / 2);
        Usage.Meter meter =
                Usage.start(List.of(pair.host().pid()), List.of(pair.client().pid()));
        double hostBytes = Heap.allocatedBytes(pair.host());
        double clientBytes = Heap.allocatedBytes(pair.client());
        long from = Pair.presented(Wavry.report(pair.client()));
        long start = System.nanoTime();
        long end = start + TimeUnit.SECONDS.toNanos(options.number("seconds"));
        Quiet.until(end);
        JsonNode report = Wavry.report(pair.client());
        double seconds = (System.nanoTime() - start) / 1e9;
        long pictures = Pair.presented(report) - from;
        double hostAfter = Heap.allocatedBytes(pair.host());
        double clientAfter = Heap.allocatedBytes(pair.client());
        Usage.Spent spent = meter.stop();
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("what", size);
        row.put("p50Ms", report.path("latencyMs").path("p50").asDouble());
        row.put("p95Ms", report.path("latencyMs").path("p95").asDouble());
        row.put("fps", pictures / seconds);
        row.put("mbps", spent.loopbackMbps());
        STAGES.forEach(stage ->
                row.put(stage, report.path("stagesMs").path(stage).path("p50").asDouble()));
        row.put("hostCores", spent.firstCores());
        row.put("clientCores", spent.secondCores());
        row.put("hostBytesPerFrame", (hostAfter - hostBytes) / pictures);
        row.put("clientBytesPerFrame", (clientAfter - clientBytes) / pictures);
        row.put("clockErrorMs", report.path("clockOffsetMs").asDouble());
        row.put("plan", warm.path("plan").asText());
        return row;
    }
}
