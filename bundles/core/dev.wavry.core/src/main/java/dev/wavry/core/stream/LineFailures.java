package dev.wavry.core.stream;

import dev.wavry.api.Role;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What running parts say of themselves, on any thread: it is heard on CONTROL, and only if they are still what is live. */
final class LineFailures implements MediaLine.Failures {
    private static final Logger LOG = LoggerFactory.getLogger(LineFailures.class);

    private final StreamParts parts;
    private final String name;
    private final Executor control;
    private final StreamParts.Trouble trouble;
    private final VideoRegion region;

    LineFailures(StreamParts parts, String name, Executor control, StreamParts.Trouble trouble, VideoRegion region) {
        this.parts = parts;
        this.name = name;
        this.control = control;
        this.trouble = trouble;
        this.region = region;
    }

    void captureReopen(CaptureLine line, String why) {
        control.execute(() -> {
            if (line == parts.capture.live()) {
                LOG.info("Capture '{}' of '{}' is opened anew: {}", line.choice.provider(), name, why);
                trouble.needsRenewal(Role.CAPTURE);
            } else {
                line.said(() -> captureReopen(line, why));
            }
        });
    }

    void encoderReopen(EncoderLine line, String why) {
        control.execute(() -> {
            if (region.failed(line)) {
                return;
            }
            if (line == parts.encoder.live()) {
                LOG.info("Encoder '{}' of '{}' is opened anew: {}", line.choice.offer(), name, why);
                trouble.needsRenewal(Role.ENCODER);
            } else {
                line.said(() -> encoderReopen(line, why));
            }
        });
    }

    @Override
    public void rateNotTaken(EncoderLine line) {
        control.execute(() -> parts.rateNotTaken(line));
    }

    @Override
    public void regionMoves(Place place) {
        control.execute(() -> region.moves(place));
    }

    @Override
    public void regionStill() {
        control.execute(() -> region.end("it stands still"));
    }

    @Override
    public void captureFailed(CaptureLine line, Throwable cause) {
        control.execute(() -> {
            if (line == parts.capture.live()) {
                LOG.warn(
                        "Capture '{}' of '{}' failed and is replaced: {}",
                        line.choice.provider(),
                        name,
                        String.valueOf(cause.getMessage()));
                LOG.debug("Why the capture failed", cause);
                parts.vacateCapture();
                trouble.lost(line.choice.provider(), "failed: " + cause);
            } else {
                line.said(() -> captureFailed(line, cause));
            }
        });
    }

    /** A client could decode nothing of this encoder. */
    void undecodable(EncoderLine line, String why) {
        encoderFailed(line, new IllegalStateException("what it codes cannot be decoded: " + why));
    }

    @Override
    public void encoderFailed(EncoderLine line, Throwable cause) {
        control.execute(() -> {
            if (region.failed(line)) {
                LOG.warn("Encoder '{}' of a region failed", line.choice.offer(), cause);
                return;
            }
            if (line == parts.encoder.live()) {
                LOG.warn("Encoder '{}' of '{}' failed and is replaced", line.choice.offer(), name, cause);
                parts.vacateEncoder();
                trouble.lost(line.choice.provider(), "failed: " + cause);
            } else {
                line.said(() -> encoderFailed(line, cause));
            }
        });
    }
}
