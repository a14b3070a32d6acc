package dev.wavry.benchmarks;

import dev.wavry.benchmarks.net.Capacity;
import dev.wavry.benchmarks.net.Losses;
import dev.wavry.lab.LabException;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Runs one benchmark: {@code <name> [options]}. */
public final class Main {
    private static final int USAGE = 64;
    private static final int UNAVAILABLE = 69;

    private static final Map<String, Benchmark> BENCHMARKS = Map.ofEntries(
            Map.entry("handshake", new Benchmark(Handshake.OPTIONS, (options, results) -> new Handshake(options)
                    .run(results))),
            Map.entry("audio", new Benchmark(Audio.OPTIONS, (options, results) -> new Audio(options).run(results))),
            Map.entry("flood", new Benchmark(Flood.OPTIONS, (options, results) -> new Flood(options).run(results))),
            Map.entry("m2p", new Benchmark(MotionToPhoton.OPTIONS, (options, results) -> {
                new MotionToPhoton(options).run(results);
                MotionToPhoton.chart(results.rows());
            })),
            Map.entry("click", new Benchmark(Click.OPTIONS, (options, results) -> new Click(options).run(results))),
            Map.entry("mixed", new Benchmark(Mixed.OPTIONS, (options, results) -> new Mixed(options).run(results))),
            Map.entry("typing", new Benchmark(Typing.OPTIONS, (options, results) -> new Typing(options).run(results))),
            Map.entry("idle", new Benchmark(Idle.OPTIONS, (options, results) -> new Idle(options).run(results))),
            Map.entry("pipeline", new Benchmark(Pipeline.OPTIONS, (options, results) -> new Pipeline(options)
                    .run(results))),
            Map.entry("start", new Benchmark(Start.OPTIONS, (options, results) -> new Start(options).run(results))),
            Map.entry(
                    "capacity",
                    new Benchmark(Map.of(), (options, results) -> Capacity.changes(Results.figures(), results::add))),
            Map.entry(
                    "tcp",
                    new Benchmark(Map.of(), (options, results) -> Capacity.besideTcp(Results.figures(), results::add))),
            Map.entry("loss", new Benchmark(Map.of(), (options, results) -> Losses.losses(results::add))),
            Map.entry("jitter", new Benchmark(Map.of(), (options, results) -> Losses.jitter(results::add))),
            Map.entry("swap", new Benchmark(Swap.OPTIONS, (options, results) -> new Swap(options).run(results))),
            Map.entry("packet", new Benchmark(Packet.OPTIONS, (options, results) -> new Packet(options).run(results))));

    private Main() {}

    private record Benchmark(Map<String, String> options, BiConsumer<Options, Results> work) {}

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
        Benchmark benchmark = BENCHMARKS.get(name);
        if (benchmark == null) {
            throw new IllegalArgumentException("'" + name + "' is not a benchmark");
        }
        Options options = new Options(arguments, benchmark.options());
        Results results = new Results(name);
        benchmark.work().accept(options, results);
        results.csv(name);
        results.print(options.is("json"));
    }
}
