package dev.wavry.benchmarks;

import dev.wavry.lab.LabException;
import dev.wavry.lab.Program;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Bytes that a Java process allocated, seen from outside through the counters that every JVM publishes (jstat reads them without a word to
 * the process). For the serial collector, whose young generation fills up before it is emptied.
 */
final class Heap {
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private Heap() {}

    /** Allocated since the start, to some ten kilobytes: the eden used now plus a whole eden for each young collection. */
    static double allocatedBytes(Program process) {
        Program jstat = Program.start(Map.of(), List.of("jstat", "-gc", String.valueOf(process.pid())));
        if (jstat.awaitExit(DEADLINE) != 0 || jstat.lines().size() < 2) {
            throw new LabException("jstat cannot read process " + process.pid() + ": " + jstat.tail());
        }
        String[] names = jstat.lines().get(0).text().strip().split("\\s+");
        String[] values = jstat.lines().get(1).text().strip().split("\\s+");
        double kilobytes = value(names, values, "EU") + value(names, values, "YGC") * value(names, values, "EC");
        return kilobytes * 1024;
    }

    private static double value(String[] names, String[] values, String wanted) {
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(wanted)) {
                return Double.parseDouble(values[i]);
            }
        }
        throw new LabException("jstat does not tell " + wanted);
    }
}
