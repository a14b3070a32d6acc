package dev.wavry.core.session;

import dev.wavry.api.Percentiles;
import dev.wavry.api.SessionReport;
import java.util.Locale;
import java.util.Map;

/** What was measured, frozen. */
record Report(
        Percentiles latencyMs,
        Map<String, Percentiles> stagesMs,
        Map<String, Long> counters,
        double bitrateKbps,
        double framesPerSecond,
        double rttMs,
        double jitterMs,
        double lossRatio,
        double timeToFirstFrameMs,
        double clockOffsetMs,
        String plan)
        implements SessionReport {
    @Override
    public String line() {
        return String.format(
                Locale.ROOT,
                "%.1f fps %.0f kbit/s, latency p50 %.2f p95 %.2f p99 %.2f ms, rtt %.2f ms, jitter %.2f ms, loss %.2f %%, %s",
                framesPerSecond,
                bitrateKbps,
                latencyMs.p50(),
                latencyMs.p95(),
                latencyMs.p99(),
                rttMs,
                jitterMs,
                lossRatio * 100,
                plan);
    }
}
