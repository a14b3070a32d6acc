package dev.wavry.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What Linux says about the work of processes and the traffic on the loopback interface. */
public final class Usage {
    private static final double TICKS_PER_SECOND = 100;
    private static final int USER_TIME = 11;

    private Usage() {}

    /** Processor time that processes used so far, in seconds; those that ended count as zero. */
    public static double processorSeconds(List<Long> pids) {
        long ticks = 0;
        for (long pid : pids) {
            try {
                // The name in parentheses may hold anything, so count fields after it.
                String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
                String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
                ticks += Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[USER_TIME + 1]);
            } catch (IOException ended) {
                continue;
            }
        }
        return ticks / TICKS_PER_SECOND;
    }

    /** Starts to watch two groups of processes and the loopback interface. */
    public static Meter start(List<Long> first, List<Long> second) {
        return new Meter(
                first, second, processorSeconds(first), processorSeconds(second), loopbackBytes(), System.nanoTime());
    }

    /** Where counting started. */
    public record Meter(
            List<Long> first, List<Long> second, double firstSeconds, double secondSeconds, long bytes, long nanos) {
        /** What was used since. */
        public Spent stop() {
            double seconds = (System.nanoTime() - nanos) / 1e9;
            return new Spent(
                    (processorSeconds(first) - firstSeconds) / seconds,
                    (processorSeconds(second) - secondSeconds) / seconds,
                    (loopbackBytes() - bytes) * 8 / 1e6 / seconds);
        }
    }

    /**
     * What was used.
     *
     * @param firstCores processor cores of the first group, 1 is one core all the time
     * @param secondCores the same of the second
     * @param loopbackMbps traffic of all programs on the loopback interface in Mbit/s
     */
    public record Spent(double firstCores, double secondCores, double loopbackMbps) {}

    /** Bytes that passed the loopback interface so far, of all programs. */
    public static long loopbackBytes() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/net/dev"))) {
                String[] fields = line.strip().split("[:\\s]+");
                if (fields[0].equals("lo")) {
                    return Long.parseLong(fields[1]);
                }
            }
            return 0;
        } catch (IOException hidden) {
            return 0;
        }
    }
}
