package dev.wavry.core.stream;

import dev.wavry.api.SessionReason;
import dev.wavry.buffer.CounterSet;
import dev.wavry.core.catalog.Snapshot;
import dev.wavry.core.plan.CaptureChoice;
import dev.wavry.core.plan.EncoderChoice;
import dev.wavry.core.plan.Planner;
import dev.wavry.core.plan.Targets;
import dev.wavry.core.plan.Wishes;
import dev.wavry.spi.capture.CaptureSettings;
import dev.wavry.spi.capture.CaptureTarget;
import dev.wavry.spi.capture.CursorShape;
import dev.wavry.spi.codec.EncoderSpec;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.media.CodedFrame;
import dev.wavry.spi.media.MediaClock;
import dev.wavry.spi.media.RateTarget;
import dev.wavry.spi.media.Region;
import dev.wavry.spi.media.VideoFrame;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the media plane of a host for a while with nobody watching: native libraries are loaded, costs are measured, and the code that
 * a quiet desktop would run too rarely to be compiled is compiled. Belongs to OPENER, which calls {@link #step} until it answers false.
 */
public final class HostRehearsal implements Rehearsal, Viewer, MediaLine.Failures {
    private static final Logger LOG = LoggerFactory.getLogger(HostRehearsal.class);
    /** As many as the compiler wants to see of what runs once for each. */
    private static final int PICTURES = 6000;

    /** A client that comes meanwhile waits for no more than this. */
    private static final int PICTURES_A_STEP = 5;

    private static final int PATCH = 192;

    private final Snapshot snapshot;
    private final Wishes wishes;
    private final MediaClock clock;
    private final MediaLine media = new MediaLine(new CounterSet(), this);
    private final Region patch = new Region();
    private @Nullable CaptureLine capture;
    private @Nullable EncoderLine encoder;
    private int asked;
    private long sentBytes;
    private @Nullable RehearsalFilm film;
    private boolean over;

    /** Rehearses the plan that these wishes lead to. */
    public HostRehearsal(Snapshot snapshot, Wishes wishes, MediaClock clock) {
        this.snapshot = snapshot;
        this.wishes = wishes;
        this.clock = clock;
    }

    @Override
    public boolean step() {
        if (over) {
            return false;
        }
        try {
            if (asked == 0) {
                open();
            }
            for (int i = 0; i < PICTURES_A_STEP && !over; i++) {
                picture();
            }
        } catch (CannotOpenException | RuntimeException | Error e) {
            LOG.debug("The rehearsal failed; the first session will say why if it does too", e);
            over = true;
        }
        if (over) {
            close();
        }
        return !over;
    }

    private void open() throws CannotOpenException {
        CaptureChoice choice = Planner.capture(targets(), wishes, Set.of()).orElse(null);
        EncoderChoice best = choice == null
                ? null
                : Planner.encoder(
                                snapshot.encoders(),
                                allCodecs(),
                                wishes,
                                choice.target().kind(),
                                null,
                                Set.of())
                        .orElse(null);
        if (choice == null || best == null) {
            over = true;
            return;
        }
        CaptureSettings settings =
                new CaptureSettings(wishes.captureRate(choice.target().kind()), wishes.width(), wishes.height());
        capture =
                new CaptureLine(choice, settings, clock, media, media, (line, why) -> over = true, this::captureFailed);
        EncoderSpec spec = new EncoderSpec(
                best.offer().codec(),
                best.offer().implementation(),
                choice.format(),
                new RateTarget(wishes.bitrateKbps(), wishes.encoderRate()),
                wishes.encoderThreads());
        encoder = new EncoderLine(best, spec, 0, clock, media, (line, why) -> over = true, this::encoderFailed);
        media.viewers(new Viewer[] {this});
        media.switchTo(capture, encoder);
    }

    private List<Targets> targets() {
        return snapshot.captures().stream()
                .map(provider -> new Targets(provider, provider.service().targets()))
                .toList();
    }

    private Set<String> allCodecs() {
        return snapshot.encoders().stream()
                .flatMap(provider -> provider.service().offers().stream())
                .map(offer -> offer.codec().id())
                .collect(Collectors.toSet());
    }

    private void picture() {
        CaptureLine line = capture;
        if (line == null || ++asked > PICTURES) {
            over = true;
            return;
        }
        int across = Math.max(1, line.choice.width() - PATCH);
        int down = Math.max(1, line.choice.height() - PATCH);
        patch.clear()
                .add(asked * 64 % across, asked * 32 % down, PATCH, PATCH)
                .clip(line.choice.width(), line.choice.height());
        line.handle().refresh(patch);
        media.doWork(clock.nanoTime());
        // A screen on which nothing changes would give nothing to pack.
        film = film == null ? new RehearsalFilm(line.choice.format()) : film;
        VideoFrame painted = film.next();
        if (painted != null) {
            media.offer(painted);
        }
    }

    @Override
    public void close() {
        over = true;
        if (encoder != null) {
            encoder.closeSink();
            encoder.close();
            encoder = null;
        }
        if (capture != null) {
            capture.close();
            capture = null;
        }
    }

    @Override
    public void captureFailed(CaptureLine line, Throwable cause) {
        over = true;
    }

    @Override
    public void regionMoves(Place place) {}

    @Override
    public void regionStill() {}

    @Override
    public void encoderFailed(EncoderLine line, Throwable cause) {
        over = true;
    }

    // A viewer that takes everything and keeps nothing.

    @Override
    public boolean send(CodedFrame frame, int epoch, long number) {
        sentBytes += frame.payload().remaining();
        return true;
    }

    /** Bytes that came out of the encoder. */
    public long sentBytes() {
        return sentBytes;
    }

    @Override
    public Set<String> codecs() {
        return Set.of();
    }

    @Override
    public void prepare(int epoch, String codec, int width, int height) {
        throw new IllegalStateException("nobody announces anything to a rehearsal");
    }

    @Override
    public void paused(SessionReason reason, String detail) {
        over = true;
    }

    @Override
    public void resumed(String plan) {
        // It never paused.
    }

    @Override
    public void cursorShape(CursorShape shape) {
        // Nobody sees it.
    }

    @Override
    public void cursorMoved(int x, int y, boolean visible) {
        // Nobody sees it.
    }

    @Override
    public void target(@Nullable CaptureTarget target) {
        // Nobody types here.
    }
}
