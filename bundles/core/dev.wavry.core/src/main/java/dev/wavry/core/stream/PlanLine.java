package dev.wavry.core.stream;

import dev.wavry.api.Role;
import dev.wavry.core.catalog.Provider;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The plan of a stream in one line, logged once per change. Written on CONTROL, read anywhere. */
public final class PlanLine {
    private static final Logger LOG = LoggerFactory.getLogger(PlanLine.class);

    private int number;
    private String was = "";
    private volatile Map<Role, String> live = Map.of();
    private volatile String trouble = "";
    private volatile String took = "";
    private volatile String text = "nothing runs yet";

    String text() {
        return text;
    }

    /** Which part failed last and how, as a sentence; empty if none did. */
    public String trouble() {
        return trouble;
    }

    /** How long the stages of the last hand-over took, in words; empty before the first. Any thread. */
    public String took() {
        return took;
    }

    /** A hand-over is over. */
    void took(@Nullable Stages stages) {
        if (stages != null) {
            took = stages.toString();
            LOG.debug("The hand-over took: {}", took);
        }
    }

    void failed(Provider<?> culprit, String how) {
        trouble = "'" + culprit + "' of '" + culprit.bundle() + "' " + how;
    }

    void notOpened(String words) {
        trouble = words.isEmpty() ? trouble : "it could not be opened: " + words;
    }

    /** The bundles that fill the roles of the stream now. */
    public Map<Role, String> live() {
        return live;
    }

    void changed(@Nullable CaptureLine capture, @Nullable EncoderLine encoder) {
        if (capture == null || encoder == null) {
            return;
        }
        String now = capture.choice.provider() + " " + capture.choice.target().id() + " " + capture.choice.width() + "x"
                + capture.choice.height() + " -> host memory -> " + encoder.choice.provider() + "/"
                + encoder.choice.offer()
                + " -> rift";
        live = Map.of(
                Role.CAPTURE,
                capture.choice.provider().bundle(),
                Role.ENCODER,
                encoder.choice.provider().bundle());
        number++;
        text = "plan " + number + ": " + now + (was.isEmpty() || was.equals(now) ? "" : " (was " + was + ")");
        was = now;
        LOG.info("{}", text);
    }

    void paused(String why) {
        live = Map.of();
        text = "paused: " + why;
    }
}
