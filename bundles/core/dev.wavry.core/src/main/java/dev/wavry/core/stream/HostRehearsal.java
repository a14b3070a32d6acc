package dev.wavry.core.stream;

import dev.wavry.buffer.PicturePool;
import dev.wavry.core.catalog.Provider;
import dev.wavry.core.catalog.Snapshot;
import dev.wavry.core.plan.CaptureChoice;
import dev.wavry.core.plan.EncoderChoice;
import dev.wavry.core.plan.Planner;
import dev.wavry.core.plan.Targets;
import dev.wavry.core.plan.Wishes;
import dev.wavry.spi.capture.CaptureSettings;
import dev.wavry.spi.capture.CursorShape;
import dev.wavry.spi.capture.CursorSink;
import dev.wavry.spi.codec.EncoderSpec;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.media.FrameSlot;
import dev.wavry.spi.media.MediaClock;
import dev.wavry.spi.media.Offer;
import dev.wavry.spi.media.PixelFormat;
import dev.wavry.spi.media.RateTarget;
import dev.wavry.spi.media.Region;
import dev.wavry.spi.media.VideoFormat;
import dev.wavry.spi.media.VideoFrame;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens what a first session would open, once, and closes it again: native libraries are loaded, costs are measured, code is compiled. Each
 * step is short, so that a real opening does not wait long behind one. Runs on OPENER.
 */
public final class HostRehearsal {
    private static final Logger LOG = LoggerFactory.getLogger(HostRehearsal.class);
    private static final VideoFormat SMALL = new VideoFormat(640, 360, PixelFormat.BGR0);
    private static final int PICTURES = 30;

    private final Snapshot snapshot;
    private final Wishes wishes;
    private final MediaClock clock;

    /** Rehearses the plan that these wishes lead to. */
    public HostRehearsal(Snapshot snapshot, Wishes wishes, MediaClock clock) {
        this.snapshot = snapshot;
        this.wishes = wishes;
        this.clock = clock;
    }

    /** The steps, to be run one after the other; none of them throws. */
    public List<Runnable> steps() {
        return List.of(() -> step("capture", this::capture), () -> step("encoder", this::encoder));
    }

    /** Something that may fail without consequence. */
    private interface Attempt {
        void run() throws CannotOpenException;
    }

    private static void step(String what, Attempt attempt) {
        try {
            attempt.run();
        } catch (CannotOpenException | RuntimeException | Error e) {
            LOG.debug("The rehearsal of the {} failed; the first session will say why if it does too", what, e);
        }
    }

    private void capture() throws CannotOpenException {
        List<Targets> targets = snapshot.captures().stream()
                .map(provider -> new Targets(provider, provider.service().targets()))
                .toList();
        CaptureChoice choice = Planner.capture(targets, wishes, Set.of()).orElse(null);
        if (choice == null) {
            return;
        }
        CaptureSettings settings =
                new CaptureSettings(wishes.captureRate(choice.target().kind()), wishes.width(), wishes.height());
        CaptureLine line = new CaptureLine(
                choice, settings, clock, HostRehearsal::drop, new NoCursor(), (l, why) -> {}, (l, cause) -> {});
        try {
            line.handle().doWork();
        } finally {
            line.close();
        }
    }

    private static Offer drop(VideoFrame picture) {
        picture.close();
        return Offer.ACCEPTED;
    }

    private void encoder() throws CannotOpenException {
        Set<String> all = snapshot.encoders().stream()
                .map(Provider::service)
                .flatMap(factory -> factory.offers().stream())
                .map(offer -> offer.codec().id())
                .collect(Collectors.toSet());
        EncoderChoice choice = Planner.encoder(snapshot.encoders(), all, wishes, null, Set.of())
                .orElse(null);
        if (choice == null) {
            return;
        }
        EncoderSpec spec = new EncoderSpec(
                choice.offer().codec(),
                choice.offer().implementation(),
                SMALL,
                new RateTarget(wishes.bitrateKbps(), wishes.encoderRate()),
                wishes.encoderThreads());
        EncoderLine line =
                new EncoderLine(choice, spec, 0, clock, (from, frame) -> {}, (l, why) -> {}, (l, cause) -> {});
        try {
            feed(line);
        } finally {
            line.close();
        }
    }

    private static void feed(EncoderLine line) {
        PicturePool pool = new PicturePool(1);
        for (int i = 0; i < PICTURES; i++) {
            FrameSlot slot = pool.tryAcquire(SMALL);
            if (slot == null) {
                return;
            }
            Region damage = slot.info().sequence(i).damage();
            if (i == 0) {
                damage.full(SMALL.width(), SMALL.height());
            } else {
                damage.add(16 * (i % 20), 16, 200, 200);
            }
            slot.plane(0).putInt(64 * i, i * 0x01010101);
            line.handle().encode(slot.publish());
            line.handle().doWork();
        }
    }

    private static final class NoCursor implements CursorSink {
        @Override
        public void shape(CursorShape shape) {
            // A rehearsal has no viewers.
        }

        @Override
        public void moved(int x, int y, boolean visible) {
            // A rehearsal has no viewers.
        }
    }
}
