package dev.wavry.shell.internal;

import dev.wavry.api.Percentiles;
import dev.wavry.api.SessionReport;
import java.util.Map;

/** A report with set figures. */
record PlayedReport(Map<String, Long> counters, Map<String, Percentiles> stagesMs, String plan)
        implements SessionReport {
    @Override
    public Percentiles latencyMs() {
        return new Percentiles(100, 3.5, 7.25, 9.125);
    }

    @Override
    public double bitrateKbps() {
        return 8_000;
    }

    @Override
    public double framesPerSecond() {
        return 60;
    }

    @Override
    public double rttMs() {
        return 0.25;
    }

    @Override
    public double jitterMs() {
        return 0.125;
    }

    @Override
    public double lossRatio() {
        return 0.5;
    }

    @Override
    public double timeToFirstFrameMs() {
        return 40;
    }

    @Override
    public double clockOffsetMs() {
        return 0.0625;
    }

    @Override
    public String line() {
        return "60.0 fps in words";
    }
}
