package dev.wavry.core.stream;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** How long each stage of one hand-over took, in the order they came. Belongs to CONTROL. */
final class Stages {
    private final Map<String, Double> millis = new LinkedHashMap<>();
    private long lastNanos;

    /** The first stage begins. */
    Stages(long nowNanos) {
        lastNanos = nowNanos;
    }

    /** A stage ends here, and the next begins; one that comes twice took both. */
    void end(String stage, long nowNanos) {
        millis.merge(stage, Math.max(0, nowNanos - lastNanos) / 1e6, Double::sum);
        lastNanos = Math.max(lastNanos, nowNanos);
    }

    /** What is known so far. */
    Map<String, Double> millis() {
        return new LinkedHashMap<>(millis);
    }

    /** For the log. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        millis.forEach((stage, took) -> text.append(text.length() == 0 ? "" : ", ")
                .append(String.format(Locale.ROOT, "%s %.1f ms", stage, took)));
        return text.toString();
    }
}
