package dev.wavry.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A process with its output kept: lines of standard output can be waited for, standard error lies in a file. */
public final class Program implements AutoCloseable {
    private static final Duration END = Duration.ofSeconds(5);

    private final String name;
    private final Process process;
    private final Path errors;
    private final long startedNanos = System.nanoTime();
    private final List<Line> lines = new ArrayList<>();
    private final Thread reader;

    /** A line of standard output and when it was read, by {@link System#nanoTime}. */
    public record Line(String text, long atNanos) {}

    private Program(String name, Process process, Path errors) {
        this.name = name;
        this.process = process;
        this.errors = errors;
        this.reader = new Thread(this::read, name + "-output");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts a program.
     *
     * @param environment what differs from this process's own
     * @param command program and arguments
     * @throws LabException if the program is missing
     */
    public static Program start(Map<String, String> environment, List<String> command) {
        Path errors = null;
        try {
            String name = Path.of(command.get(0)).getFileName().toString();
            errors = Files.createTempFile("wavry-lab-" + name + "-", ".err");
            errors.toFile().deleteOnExit();
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
            builder.environment().putAll(environment);
            return new Program(name, builder.start(), errors);
        } catch (IOException missing) {
            throw new LabException(
                    "The program '" + command.get(0) + "' cannot be started (" + missing.getMessage()
                            + "); ./check installs what is needed from Debian's packages",
                    missing);
        }
    }

    private void read() {
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                synchronized (lines) {
                    lines.add(new Line(line, System.nanoTime()));
                }
            }
        } catch (IOException ended) {
            // The pipe breaks when the process is killed; what was read stays.
        }
    }

    /** File name of the program. */
    public String name() {
        return name;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** When it was started, by {@link System#nanoTime}. */
    public long startedNanos() {
        return startedNanos;
    }

    /** All lines of standard output so far. */
    public List<Line> lines() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    /** The first line, from an index on, that matches. */
    public Optional<Line> find(int fromIndex, Predicate<String> wanted) {
        return lines().stream()
                .skip(fromIndex)
                .filter(l -> wanted.test(l.text()))
                .findFirst();
    }

    /**
     * Waits for a line of standard output.
     *
     * @throws LabException if it does not come in time or the program ends before
     */
    public Line await(String what, Duration deadline, int fromIndex, Predicate<String> wanted) {
        Waiting.until(
                what + " from " + this,
                deadline,
                () -> find(fromIndex, wanted).isPresent() || !process.isAlive() && !reader.isAlive());
        return find(fromIndex, wanted)
                .orElseThrow(() -> new LabException("'" + name + "' ended with exit code " + process.exitValue()
                        + " before " + what + "; it said: " + tail()));
    }

    /** Writes a line to standard input. */
    public void tell(String line) {
        try {
            OutputStream in = process.getOutputStream();
            in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            in.flush();
        } catch (IOException ended) {
            throw new LabException("'" + name + "' no longer reads its input; it said: " + tail(), ended);
        }
    }

    /** Standard error so far. */
    public String errors() {
        try {
            return Files.readString(errors);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /** The last lines of standard error and output, for messages. */
    public String tail() {
        String out = String.join("\n", lines().stream().map(Line::text).toList());
        return last(errors(), 1500) + "\n" + last(out, 500);
    }

    private static String last(String text, int characters) {
        return text.length() <= characters ? text : "..." + text.substring(text.length() - characters);
    }

    /**
     * Waits for the end.
     *
     * @return the exit code
     * @throws LabException if it does not end in time
     */
    public int awaitExit(Duration deadline) {
        try {
            if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new LabException(
                        "'" + name + "' did not end within " + deadline.toMillis() + " ms; it said: " + tail());
            }
            reader.join(END.toMillis());
            return process.exitValue();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted while waiting for '" + name + "'", hurried);
        }
    }

    /** This process and those it started, as they are now. */
    public List<ProcessHandle> family() {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        return all;
    }

    /** Ends it as {@code kill -9} does. */
    public void kill() {
        List<ProcessHandle> all = family();
        all.forEach(ProcessHandle::destroyForcibly);
        Waiting.until("the end of '" + name + "'", END, () -> all.stream().noneMatch(ProcessHandle::isAlive));
    }

    /** Asks it to end and does not ask twice. */
    @Override
    public void close() {
        List<ProcessHandle> all = family();
        process.destroy();
        if (!Waiting.happens(END, () -> all.stream().noneMatch(ProcessHandle::isAlive))) {
            all.forEach(ProcessHandle::destroyForcibly);
        }
    }

    @Override
    public String toString() {
        return "'" + name + "' (pid " + process.pid() + ")";
    }
}
