package dev.wavry.benchmarks;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs {@link PacketBenchmark} and tells time and garbage of each frame. */
final class Packet {
    static final Map<String, String> OPTIONS = Map.of("iterations", "5", "forks", "1");

    private final Options options;

    Packet(Options options) {
        this.options = options;
    }

    void run(Results results) {
        OptionsBuilder jmh = new OptionsBuilder();
        jmh.include(PacketBenchmark.class.getSimpleName())
                .addProfiler(GCProfiler.class)
                .forks(options.number("forks"))
                .warmupIterations(3)
                .warmupTime(TimeValue.seconds(2))
                .measurementIterations(options.number("iterations"))
                .measurementTime(TimeValue.seconds(2))
                .jvmArgsAppend("-XX:+UseSerialGC")
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
        try {
            Collection<RunResult> runs = new Runner(jmh.build()).run();
            runs.forEach(run -> results.add(row(run)));
        } catch (RunnerException failed) {
            throw new IllegalStateException("The benchmark did not run: " + failed.getMessage(), failed);
        }
    }

    private static Map<String, Object> row(RunResult run) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("what", run.getParams().getParam("suite"));
        row.put("frameBytes", Integer.parseInt(run.getParams().getParam("frameBytes")));
        row.put("microsPerFrame", run.getPrimaryResult().getScore());
        row.put("error", run.getPrimaryResult().getScoreError());
        run.getSecondaryResults().forEach((name, result) -> {
            if (name.contains("gc.alloc.rate.norm")) {
                row.put("garbageBytesPerFrame", result.getScore());
            }
        });
        return row;
    }
}
