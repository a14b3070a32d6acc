package dev.wavry.core.stream;

import dev.wavry.api.SessionReason;
import dev.wavry.core.catalog.Provider;
import dev.wavry.core.catalog.Snapshot;
import dev.wavry.core.plan.CaptureChoice;
import dev.wavry.core.plan.EncoderChoice;
import dev.wavry.core.plan.Planner;
import dev.wavry.core.plan.Targets;
import dev.wavry.core.plan.Wishes;
import dev.wavry.spi.capture.CaptureSource;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.media.VideoFormat;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens what a plan needs, the next best if the best cannot be opened; runs on OPENER, where waiting is allowed. */
final class Opening {
    private static final Logger LOG = LoggerFactory.getLogger(Opening.class);

    /** Opens single parts. */
    interface Parts {
        CaptureLine capture(CaptureChoice choice) throws CannotOpenException;

        EncoderLine encoder(EncoderChoice choice, VideoFormat format) throws CannotOpenException;

        /** By the clock of the stream. */
        long nowNanos();
    }

    /** What is needed, as it was when the opening was asked for. */
    record Need(
            Snapshot snapshot,
            Wishes wishes,
            Set<String> decodable,
            @Nullable CaptureChoice liveCapture,
            @Nullable EncoderChoice liveEncoder,
            @Nullable VideoFormat liveFormat,
            boolean renewCapture,
            boolean renewEncoder,
            Set<Long> avoided) {}

    /**
     * What came of it: parts that were opened (null = the live one stays), or why nothing fits.
     *
     * @param openNanos when the last of them was open, though perhaps not warm
     */
    record Result(
            @Nullable CaptureLine capture,
            @Nullable EncoderLine encoder,
            SessionReason missing,
            String text,
            Set<Long> failed,
            String words,
            long openNanos) {}

    private final Need need;
    private final Parts parts;
    private final Set<Long> failed = new HashSet<>();
    private volatile long insideSinceNanos;
    private volatile @Nullable Provider<?> inside;
    private final List<String> words = new ArrayList<>();

    Opening(Need need, Parts parts) {
        this.need = need;
        this.parts = parts;
    }

    Result run() {
        List<Targets> targets = targets();
        for (; ; ) {
            Optional<CaptureChoice> capture = Planner.capture(targets, need.wishes(), avoided());
            if (capture.isEmpty()) {
                return missing(SessionReason.NO_CAPTURE, noCapture(targets));
            }
            Result result = withCapture(capture.get());
            if (result != null) {
                return result;
            }
        }
    }

    /** The strategy whose code runs right now; null if none does. Any thread. */
    @Nullable
    Provider<?> inside() {
        return inside;
    }

    /** Since when. Any thread. */
    long insideSinceNanos() {
        return insideSinceNanos;
    }

    private void enter(Provider<?> provider) {
        insideSinceNanos = parts.nowNanos();
        inside = provider;
    }

    private Set<Long> avoided() {
        Set<Long> all = new HashSet<>(need.avoided());
        all.addAll(failed);
        return all;
    }

    private List<Targets> targets() {
        List<Targets> all = new ArrayList<>();
        for (Provider<CaptureSource> provider : need.snapshot().captures()) {
            enter(provider);
            try {
                all.add(new Targets(provider, provider.service().targets()));
            } catch (RuntimeException | Error e) {
                LOG.warn("Capture strategy '{}' cannot say what it could capture", provider.id(), e);
            }
        }
        inside = null;
        return all;
    }

    private @Nullable Result withCapture(CaptureChoice choice) {
        boolean keep = !need.renewCapture() && need.liveCapture() != null && choice.same(need.liveCapture());
        CaptureLine line = null;
        if (!keep) {
            enter(choice.provider());
            try {
                line = parts.capture(choice);
            } catch (CannotOpenException | RuntimeException | Error e) {
                fail(choice.provider(), e);
                return null;
            } finally {
                inside = null;
            }
        }
        Result result = withEncoder(choice, line);
        if (result.missing() != SessionReason.NONE && line != null) {
            line.close();
        }
        return result;
    }

    private Optional<EncoderChoice> best(CaptureChoice capture, Wishes wishes, Set<Long> without) {
        return Planner.encoder(
                need.snapshot().encoders(),
                need.decodable(),
                wishes,
                capture.target().kind(),
                need.liveEncoder(),
                without);
    }

    /** What was asked for by name may have failed a moment ago: until it is tried again anything else is better than nothing. */
    private Wishes obtainable(CaptureChoice capture) {
        boolean failedBefore = failed.isEmpty()
                && best(capture, need.wishes(), avoided()).isEmpty()
                && best(capture, need.wishes(), Set.of()).isPresent();
        return failedBefore ? need.wishes().withCodec("auto") : need.wishes();
    }

    private Result withEncoder(CaptureChoice capture, @Nullable CaptureLine line) {
        Wishes wishes = obtainable(capture);
        for (; ; ) {
            Optional<EncoderChoice> choice = best(capture, wishes, avoided());
            if (choice.isEmpty()) {
                return missing(SessionReason.NO_ENCODER, noEncoder());
            }
            if (!need.renewEncoder() && fitsLive(choice.get(), capture)) {
                return new Result(
                        line, null, SessionReason.NONE, "", failed, String.join("; ", words), parts.nowNanos());
            }
            enter(choice.get().provider());
            try {
                EncoderLine encoder = parts.encoder(choice.get(), capture.format());
                return warm(encoder, line);
            } catch (CannotOpenException | RuntimeException | Error e) {
                fail(choice.get().provider(), e);
            } finally {
                inside = null;
            }
        }
    }

    /** While something else is live there is time to make the first picture of the new one quick. */
    private Result warm(EncoderLine encoder, @Nullable CaptureLine line) {
        long openNanos = parts.nowNanos();
        if (need.liveEncoder() != null) {
            try {
                encoder.warmUp();
            } catch (RuntimeException | Error e) {
                encoder.closeSink();
                encoder.close();
                throw e;
            }
        }
        return new Result(line, encoder, SessionReason.NONE, "", failed, String.join("; ", words), openNanos);
    }

    private boolean fitsLive(EncoderChoice choice, CaptureChoice capture) {
        return need.liveEncoder() != null
                && choice.same(need.liveEncoder())
                && capture.format().equals(need.liveFormat());
    }

    private void fail(Provider<?> provider, Throwable cause) {
        failed.add(provider.serviceId());
        words.add("'" + provider.id() + "': " + cause.getMessage());
        if (cause instanceof CannotOpenException known) {
            LOG.warn("Strategy '{}' cannot be opened ({}): {}", provider.id(), known.reason(), known.getMessage());
        } else {
            LOG.warn("Strategy '{}' failed while it was opened", provider.id(), cause);
        }
    }

    private Result missing(SessionReason reason, String text) {
        return new Result(null, null, reason, text, failed, String.join("; ", words), parts.nowNanos());
    }

    private String noCapture(List<Targets> targets) {
        List<String> names = targets.stream()
                .flatMap(t -> t.targets().stream().map(target -> t.provider().id() + " " + target.id()))
                .toList();
        return "nothing captures source '" + need.wishes().source() + "', display '"
                + need.wishes().display() + "'; here are " + (names.isEmpty() ? "no displays" : names) + because();
    }

    private String noEncoder() {
        List<String> names = need.snapshot().encoders().stream()
                .flatMap(p -> p.service().offers().stream().map(Object::toString))
                .toList();
        return "nobody offers codec '" + need.wishes().codec() + "' that the clients decode " + need.decodable()
                + "; here are " + names + because();
    }

    private String because() {
        return words.isEmpty() ? "" : "; " + String.join("; ", words);
    }
}
