package dev.wavry.benchmarks.net;

import dev.wavry.rift.RiftCounter;
import dev.wavry.tck.link.LossModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** 720p60 at 8 Mbit/s and a round trip of 40 ms: what of it comes in time where packets are lost or late. Virtual time, the real wire. */
public final class Losses {
    private static final int KBPS = 8_000;
    private static final long DELAY_NANOS = 20 * RiftTrial.MILLI;
    private static final long RUN_NANOS = 60_000 * RiftTrial.MILLI;
    private static final double LATE_MILLIS = 60;
    private static final long FROZEN_NANOS = 100 * RiftTrial.MILLI;

    private Losses() {}

    /** Random and burst loss; figures of each. */
    public static void losses(Consumer<Map<String, Object>> row) {
        RiftTrial clean = trial(0, LossModel.none(), LossModel.none());
        double median = percentile(delays(clean), 0.5);
        double plain = perByte(clean);
        row.accept(line("none", clean, median, plain));
        for (double ratio : new double[] {0.01, 0.05, 0.1, 0.2}) {
            RiftTrial trial = trial(0, LossModel.random(ratio), LossModel.random(ratio));
            row.accept(line("random " + Math.round(100 * ratio) + " %", trial, median, plain));
        }
        RiftTrial bursts = trial(0, LossModel.bursts(0.05, 3), LossModel.bursts(0.05, 3));
        row.accept(line("bursts 5 %, mean 3", bursts, median, plain));
    }

    /** Jitter; figures against the same path without. */
    public static void jitter(Consumer<Map<String, Object>> row) {
        double base = 0;
        for (int millis : new int[] {0, 2, 5, 10}) {
            RiftTrial trial = trial(millis * RiftTrial.MILLI, LossModel.none(), LossModel.none());
            double[] delays = delays(trial);
            base = millis == 0 ? percentile(delays, 0.95) : base;
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("jitter_ms", "+-" + millis);
            line.put("delay_p50_ms", percentile(delays, 0.5));
            line.put("delay_p95_ms", percentile(delays, 0.95));
            line.put("above_base_p95_ms", percentile(delays, 0.95) - base);
            line.put("frames", trial.offeredAt.size());
            line.put("delivered", trial.deliveredAt.size());
            row.accept(line);
        }
    }

    private static RiftTrial trial(long jitterNanos, LossModel loss, LossModel back) {
        return new RiftTrial(KBPS, DELAY_NANOS, jitterNanos, loss, back, 5).run(RUN_NANOS);
    }

    /** Milliseconds from offer to delivery of what was delivered, sorted; the last half second is still under way. */
    private static double[] delays(RiftTrial of) {
        return of.deliveredAt.entrySet().stream()
                .mapToDouble(each -> (each.getValue() - of.offeredAt.getOrDefault(each.getKey(), 0L)) / 1e6)
                .sorted()
                .toArray();
    }

    private static double percentile(double[] sorted, double share) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.min(sorted.length - 1, share * sorted.length)];
    }

    private static double perByte(RiftTrial of) {
        return (double) of.counted(RiftCounter.BYTES_SENT) / of.payloadBytes;
    }

    private static Map<String, Object> line(String what, RiftTrial trial, double median, double plain) {
        long end = trial.offeredAt.values().stream().max(Long::compare).orElse(0L) - 500 * RiftTrial.MILLI;
        long all = trial.offeredAt.values().stream().filter(at -> at <= end).count();
        long inTime = trial.deliveredAt.entrySet().stream()
                .filter(each -> trial.offeredAt.getOrDefault(each.getKey(), end) <= end)
                .filter(each -> (each.getValue() - trial.offeredAt.get(each.getKey())) / 1e6 <= median + LATE_MILLIS)
                .count();
        double[] input = trial.injectedAt.entrySet().stream()
                .mapToDouble(each -> (each.getValue() - trial.typedAt.get(each.getKey())) / 1e6)
                .sorted()
                .toArray();
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("loss", what);
        line.put("in_time_percent", 100.0 * inTime / all);
        line.put("overhead_percent", 100 * (perByte(trial) / plain - 1));
        line.put("frozen_percent", 100 * frozen(trial));
        line.put("delay_p50_ms", percentile(delays(trial), 0.5));
        line.put("delay_p99_ms", percentile(delays(trial), 0.99));
        line.put("restored", trial.countedByClient(RiftCounter.VIDEO_RESTORED));
        line.put("asked", trial.counted(RiftCounter.NACKS_RECEIVED));
        line.put("key_frames", trial.counted(RiftCounter.KEY_FRAME_REQUESTS_RECEIVED));
        line.put(
                "input_lost",
                trial.typedAt.values().stream().filter(at -> at <= end).count()
                        - trial.injectedAt.keySet().stream()
                                .filter(n -> trial.typedAt.get(n) <= end)
                                .count());
        line.put("input_p99_ms", percentile(input, 0.99));
        return line;
    }

    /** Share of the time in which the picture stood still for longer than a tenth of a second. */
    private static double frozen(RiftTrial of) {
        List<Long> times = of.deliveredAt.values().stream().sorted().toList();
        long frozen = 0;
        for (int i = 1; i < times.size(); i++) {
            long gap = times.get(i) - times.get(i - 1);
            frozen += gap > FROZEN_NANOS ? gap - 1_000_000_000L / 60 : 0;
        }
        return times.isEmpty() ? 1 : (double) frozen / (times.get(times.size() - 1) - times.get(0));
    }
}
