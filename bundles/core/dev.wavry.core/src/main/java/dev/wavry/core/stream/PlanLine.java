package dev.wavry.core.stream;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The plan of a stream in one line, logged once per change. Written on CONTROL, read anywhere. */
final class PlanLine {
    private static final Logger LOG = LoggerFactory.getLogger(PlanLine.class);

    private int number;
    private String was = "";
    private volatile String text = "nothing runs yet";

    String text() {
        return text;
    }

    void changed(@Nullable CaptureLine capture, @Nullable EncoderLine encoder) {
        if (capture == null || encoder == null) {
            return;
        }
        String now = capture.choice.provider() + " " + capture.choice.target().id() + " " + capture.choice.width() + "x"
                + capture.choice.height() + " -> host memory -> " + encoder.choice.provider() + "/"
                + encoder.choice.offer()
                + " -> rift";
        number++;
        text = "plan " + number + ": " + now + (was.isEmpty() || was.equals(now) ? "" : " (was " + was + ")");
        was = now;
        LOG.info("{}", text);
    }

    void paused(String why) {
        text = "paused: " + why;
    }
}
