package dev.wavry.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The launcher as a process of its own, with its output in files. */
final class Launched implements AutoCloseable {
    private static final long DEADLINE_SECONDS = 30;

    private final Process process;
    private final Path out;
    private final Path err;

    private Launched(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    static Launched start(Path home, String... args) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (Runtime.version().feature() >= 24) {
            command.add("--sun-misc-unsafe-memory-access=allow"); // as the start script does
        }
        command.add("-Djava.io.tmpdir=" + Files.createDirectories(home.resolve("tmp")));
        command.add("-Dwavry.home=" + home);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of(args));
        Path out = home.resolve("out.txt");
        Path err = home.resolve("err.txt");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        return new Launched(process, out, err);
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the launcher still runs after " + DEADLINE_SECONDS + " s");
        }
        return process.exitValue();
    }

    void awaitOutput(String text) throws IOException, InterruptedException {
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
        while (!out().contains(text)) {
            if (System.nanoTime() > deadlineNanos || process.waitFor(20, TimeUnit.MILLISECONDS)) {
                throw new AssertionError("no '" + text + "' in: " + out() + err());
            }
        }
    }

    /** Sends SIGTERM and answers how long the process took to go, in milliseconds. */
    long terminateMillis() throws InterruptedException {
        long startNanos = System.nanoTime();
        process.destroy();
        exitCode();
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
    }

    String out() throws IOException {
        return Files.readString(out);
    }

    String err() throws IOException {
        return Files.readString(err);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
