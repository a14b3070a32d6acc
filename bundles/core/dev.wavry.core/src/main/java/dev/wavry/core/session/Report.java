package dev.wavry.core.session;

import dev.wavry.api.Percentiles;
import dev.wavry.api.SessionReport;
import dev.wavry.api.SoundTrack;
import java.util.List;
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
        String plan,
        List<SoundTrack> sound)
        implements SessionReport {
    @Override
    public String line() {
        String line = String.format(
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
        return sound.stream().map(Report::heard).reduce(line, (all, one) -> all + ", " + one);
    }

    private static String heard(SoundTrack track) {
        return String.format(
                Locale.ROOT,
                "sound %d '%s' %s latency p50 %.1f p99 %.1f ms, buffer %.1f ms, made up %d ms, lost %d ms, drift %.0f ppm, %.0f ms behind"
                        + " the picture",
                track.number(),
                track.name(),
                track.format(),
                track.latencyMs().p50(),
                track.latencyMs().p99(),
                track.bufferMs(),
                track.concealedMs(),
                track.lostMs(),
                track.driftPpm(),
                track.behindPictureMs());
    }
}
