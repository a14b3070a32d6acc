package dev.wavry.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One target in a process of its own, guided by what the code does with each input. */
final class FuzzRun {
    /** A parser that needs more is a hole. */
    private static final int HEAP_MB = 192;

    /** An input that takes longer counts as a hang; the slowest target takes a millisecond. */
    private static final int HANG_SECONDS = 5;

    private static final int LARGEST_INPUT = 4096;
    private static final long START_SECONDS = 60;

    /** What came of it; {@code log} is the process's own words. */
    record Outcome(String target, long inputs, int crashes, int hangs, long memoryMb, double seconds, String log) {}

    private final Path project;
    private final Path work;

    /** In the folder of this module; what is found is kept below {@code work}. */
    FuzzRun(Path project, Path work) {
        this.project = project;
        this.work = work;
    }

    Outcome run(String target, long seconds, long inputs, long seed) throws IOException, InterruptedException {
        Path found = work.resolve(target);
        Path seeds = found.resolve("seeds");
        Path grown = found.resolve("corpus");
        Files.createDirectories(grown);
        Seeds.write(target, project.resolve("../../docs/protocol.md"), seeds);
        Path log = found.resolve("log.txt");
        List<String> command = command(target, seconds, inputs, seed, found);
        command.add(grown.toString());
        command.add(seeds.toString());
        Path committed = project.resolve("corpus").resolve(target);
        if (Files.isDirectory(committed)) {
            command.add(committed.toString());
        }
        long began = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean ended = process.waitFor(seconds + START_SECONDS, TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly().waitFor();
        }
        double took = (System.nanoTime() - began) / 1e9;
        return outcome(target, found, Files.readString(log), ended, ended ? process.exitValue() : -1, took);
    }

    private List<String> command(String target, long seconds, long inputs, long seed, Path found) {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + HEAP_MB + "m",
                "-XX:+UseSerialGC",
                "-XX:+EnableDynamicAgentLoading",
                "-Dwavry.fuzz.target=" + target,
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=off",
                "-cp",
                classPath,
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=dev.wavry.fuzz.Entry",
                "--instrumentation_includes=dev.wavry.**",
                "--custom_hook_includes=dev.wavry.**",
                "--reproducer_path=" + found,
                "-max_total_time=" + seconds,
                "-timeout=" + HANG_SECONDS,
                "-max_len=" + LARGEST_INPUT,
                "-seed=" + seed,
                "-artifact_prefix=" + found + "/",
                "-print_final_stats=1"));
        if (inputs > 0) {
            command.add("-runs=" + inputs);
        }
        return command;
    }

    private static Outcome outcome(String target, Path found, String log, boolean ended, int exit, double seconds)
            throws IOException {
        int hangs = artifacts(found, "timeout-") + (ended ? 0 : 1);
        int crashes = artifacts(found, "crash-") + artifacts(found, "oom-");
        if (exit != 0 && crashes + hangs == 0) {
            // It did not even begin; the log says why.
            crashes = 1;
        }
        long inputs = stat(log, "number_of_executed_units");
        return new Outcome(target, inputs, crashes, hangs, stat(log, "peak_rss_mb"), seconds, log);
    }

    private static int artifacts(Path folder, String prefix) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return (int) files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .count();
        }
    }

    private static long stat(String log, String name) {
        Matcher matcher = Pattern.compile("stat::" + name + ":\\s+(\\d+)").matcher(log);
        return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    }
}
