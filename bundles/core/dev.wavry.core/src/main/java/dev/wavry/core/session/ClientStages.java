package dev.wavry.core.session;

import dev.wavry.api.Percentiles;
import dev.wavry.rift.message.Message;
import dev.wavry.spi.media.Stage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Stage times as clients report them to their host. */
final class ClientStages {
    private static final Stage[] STAGES = Stage.values();

    private ClientStages() {}

    static Map<String, Percentiles> of(Message.StatsReport report) {
        Map<String, Percentiles> stages = new LinkedHashMap<>();
        for (Message.StageTimes times : report.stages()) {
            if (times.stage() < STAGES.length) {
                stages.put(
                        STAGES[times.stage()].name().toLowerCase(Locale.ROOT),
                        new Percentiles(
                                report.framesPresented(),
                                times.p50Micros() / 1e3,
                                times.p95Micros() / 1e3,
                                times.p99Micros() / 1e3));
            }
        }
        return stages;
    }

    static Message.StatsReport report(long presented, long dropped, Map<Stage, Percentiles> stages) {
        List<Message.StageTimes> times = new ArrayList<>();
        stages.forEach((stage, p) -> times.add(new Message.StageTimes(
                stage.ordinal(), (long) (p.p50() * 1e3), (long) (p.p95() * 1e3), (long) (p.p99() * 1e3))));
        return new Message.StatsReport(presented, dropped, times);
    }
}
