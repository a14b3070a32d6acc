package dev.wavry.benchmarks.net;

import dev.wavry.tck.link.LinkTrial;
import dev.wavry.tck.link.LossModel;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Half a minute each at 20, 5 and again 20 Mbit/s with a queue of 125 kB, and half that way beside a TCP. Virtual time. */
public final class Capacity {
    private static final long SECOND = 1_000_000_000L;
    private static final long PART_NANOS = 30 * SECOND;
    private static final int QUEUE_BYTES = 125_000;
    private static final int FAST = 20_000;
    private static final int SLOW = 5_000;
    private static final double USED = 0.85;
    private static final int MEAN_STEPS = 100;

    private Capacity() {}

    /** The link changes; figures of each controller and round-trip time. */
    public static void changes(Path figures, Consumer<Map<String, Object>> row) {
        for (String name : Controllers.NAMES) {
            for (int rttMillis : new int[] {10, 40, 100}) {
                LinkTrial trial = trial(name, rttMillis, false, 1);
                trial.run(PART_NANOS).link(SLOW).run(PART_NANOS).link(FAST).run(PART_NANOS);
                List<LinkTrial.Step> all = trial.steps();
                int part = (int) (PART_NANOS / LinkTrial.STEP_NANOS);
                row.accept(part(name, rttMillis, "20 Mbit/s", all.subList(0, part), FAST));
                row.accept(part(name, rttMillis, "then 5 Mbit/s", all.subList(part, 2 * part), SLOW));
                row.accept(part(name, rttMillis, "then 20 Mbit/s", all.subList(2 * part, 3 * part), FAST));
                if (rttMillis == 40) {
                    new Curves(name + ", 20 - 5 - 20 Mbit/s, round trip 40 ms, queue 125 kB", all)
                            .write(figures, "capacity-" + name);
                }
            }
        }
    }

    private static LinkTrial trial(String name, int rttMillis, boolean tcp, long seed) {
        return new LinkTrial(
                Controllers.open(name, 6_000, 50_000),
                FAST,
                QUEUE_BYTES,
                rttMillis * 1_000_000L,
                0,
                LossModel.none(),
                tcp,
                seed);
    }

    private static Map<String, Object> part(
            String name, int rttMillis, String what, List<LinkTrial.Step> steps, int kbps) {
        List<LinkTrial.Step> settled = steps.subList(MEAN_STEPS, steps.size());
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("controller", name);
        row.put("rtt_ms", rttMillis);
        row.put("part", what);
        row.put("used_percent", 100 * LinkTrial.receivedKbps(settled) / kbps);
        row.put("queue_p95_ms", LinkTrial.queueMillis(settled, 0.95));
        row.put("below_link_after_ms", LinkTrial.untilTargetBelow(steps, kbps) / 1_000_000);
        row.put("85_percent_after_ms", LinkTrial.untilReceivedAbove(steps, USED * kbps, 50) / 1_000_000);
        return row;
    }

    /** One TCP with CUBIC on the same link. */
    public static void besideTcp(Path figures, Consumer<Map<String, Object>> row) {
        for (String name : Controllers.NAMES) {
            for (int rttMillis : new int[] {10, 40, 100}) {
                double share = 0;
                double least = 1;
                List<LinkTrial.Step> last = List.of();
                for (int seed = 1; seed <= 3; seed++) {
                    LinkTrial trial = trial(name, rttMillis, true, seed).run(90 * SECOND);
                    last = trial.last(60 * SECOND);
                    double own = LinkTrial.receivedKbps(last) / FAST;
                    share += own / 3;
                    least = Math.min(least, own);
                    if (seed == 1 && rttMillis == 40) {
                        new Curves(name + " beside a TCP with CUBIC, 20 Mbit/s, round trip 40 ms", trial.steps())
                                .write(figures, "tcp-" + name);
                    }
                }
                Map<String, Object> line = new LinkedHashMap<>();
                line.put("controller", name);
                line.put("rtt_ms", rttMillis);
                line.put("share_percent", 100 * share);
                line.put("least_share_percent", 100 * least);
                line.put("tcp_mbps", LinkTrial.crossKbps(last) / 1000);
                line.put("queue_p95_ms", LinkTrial.queueMillis(last, 0.95));
                row.accept(line);
            }
        }
    }
}
