package dev.wavry.core.session;

import dev.wavry.api.Percentiles;
import dev.wavry.api.SessionReport;
import java.util.Locale;

/** The lines that the viewer shows over the picture while they are switched on. */
final class Overlay {
    private Overlay() {}

    static String text(SessionReport report) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%.0f fps  %.2f Mbit/s  loss %.1f %%%nrtt %.2f ms  jitter %.2f ms  latency %.1f / %.1f ms%n",
                report.framesPerSecond(),
                report.bitrateKbps() / 1000,
                report.lossRatio() * 100,
                report.rttMs(),
                report.jitterMs(),
                report.latencyMs().p50(),
                report.latencyMs().p95()));
        report.stagesMs().forEach((name, p) -> text.append(line(name, p)));
        return text.append(report.plan()).toString();
    }

    private static String line(String name, Percentiles p) {
        return String.format(Locale.ROOT, "%-8s %6.2f / %6.2f ms%n", name, p.p50(), p.p95());
    }
}
