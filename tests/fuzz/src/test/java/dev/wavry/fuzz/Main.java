package dev.wavry.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Fuzzes all targets for so many minutes together, or one of them, and prints a row for each. */
public final class Main {
    private static final int USAGE = 64;

    private Main() {}

    /** {@code --minutes N --target NAME --seed N --inputs N --json}. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        double minutes = 5;
        long seed = new Random().nextInt(Integer.MAX_VALUE);
        long inputs = 0;
        boolean json = false;
        List<String> targets = new ArrayList<>(Targets.all().keySet());
        try {
            for (int i = 0; i < arguments.length; i++) {
                switch (arguments[i]) {
                    case "--minutes" -> minutes = Double.parseDouble(arguments[++i]);
                    case "--seed" -> seed = Long.parseLong(arguments[++i]);
                    case "--inputs" -> inputs = Long.parseLong(arguments[++i]);
                    case "--target" -> targets = List.of(arguments[++i]);
                    case "--json" -> json = true;
                    default -> throw new IllegalArgumentException("'" + arguments[i] + "' is not an option here");
                }
            }
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException wrong) {
            System.err.println("bench: " + wrong.getMessage()
                    + "; the options are --minutes N, --target NAME, --seed N, --inputs N, --json");
            System.exit(USAGE);
        }
        System.exit(run(targets, minutes, inputs, seed, json));
    }

    private static int run(List<String> targets, double minutes, long inputs, long seed, boolean json)
            throws IOException, InterruptedException {
        Path project = Path.of(System.getProperty("wavry.fuzz.project", "."));
        Path work = Files.createDirectories(project.resolve("target/fuzz"));
        FuzzRun fuzz = new FuzzRun(project, work);
        long seconds = Math.max(1, Math.round(minutes * 60 / targets.size()));
        List<String> rows = new ArrayList<>();
        int bad = 0;
        if (!json) {
            System.out.println("seed " + seed);
            System.out.printf(
                    "%-14s %12s %8s %6s %10s %8s%n", "target", "inputs", "crashes", "hangs", "memory MB", "seconds");
        }
        for (String target : targets) {
            FuzzRun.Outcome outcome = fuzz.run(target, seconds, inputs, seed);
            bad += outcome.crashes() + outcome.hangs();
            rows.add(row(outcome));
            if (!json) {
                System.out.printf(
                        Locale.ROOT,
                        "%-14s %12d %8d %6d %10d %8.1f%n",
                        target,
                        outcome.inputs(),
                        outcome.crashes(),
                        outcome.hangs(),
                        outcome.memoryMb(),
                        outcome.seconds());
            }
        }
        if (json) {
            System.out.println(
                    "{\"benchmark\":\"fuzz\",\"seed\":" + seed + ",\"results\":[" + String.join(",", rows) + "]}");
        } else if (bad > 0) {
            System.out.println("What broke a target is below '" + work + "'.");
        }
        return bad == 0 ? 0 : 1;
    }

    private static String row(FuzzRun.Outcome o) {
        return String.format(
                Locale.ROOT,
                "{\"target\":\"%s\",\"inputs\":%d,\"crashes\":%d,\"hangs\":%d,\"memoryMb\":%d,\"seconds\":%.1f}",
                o.target(),
                o.inputs(),
                o.crashes(),
                o.hangs(),
                o.memoryMb(),
                o.seconds());
    }
}
