package dev.wavry.benchmarks;

import dev.wavry.lab.LabException;
import java.util.List;

/** Runs one benchmark: {@code <name> [options]}. */
public final class Main {
    private static final int USAGE = 64;
    private static final int UNAVAILABLE = 69;

    private Main() {}

    public static void main(String[] arguments) {
        System.setProperty("java.awt.headless", "true");
        List<String> all = List.of(arguments);
        try {
            run(all.get(0), all.subList(1, all.size()));
        } catch (IllegalArgumentException wrong) {
            System.err.println("bench: " + wrong.getMessage());
            System.exit(USAGE);
        } catch (LabException broken) {
            System.err.println("bench: " + broken.getMessage());
            System.exit(UNAVAILABLE);
        }
    }

    private static void run(String name, List<String> arguments) {
        Results results = new Results(name);
        Options options =
                switch (name) {
                    case "m2p" -> {
                        Options chosen = new Options(arguments, MotionToPhoton.OPTIONS);
                        new MotionToPhoton(chosen).run(results);
                        MotionToPhoton.chart(results.rows());
                        yield chosen;
                    }
                    default -> throw new IllegalArgumentException("'" + name + "' is not a benchmark");
                };
        results.csv(name);
        results.print(options.is("json"));
    }
}
