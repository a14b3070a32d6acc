package dev.wavry.render.headless.internal;

import dev.wavry.spi.lifecycle.Strategy;
import dev.wavry.spi.media.PixelFormat;
import dev.wavry.spi.render.Presentation;
import dev.wavry.spi.render.PresentationContext;
import dev.wavry.spi.render.PresentationSpec;
import dev.wavry.spi.render.VideoRenderer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;

/** Always available and ranked last, so that a client runs where there is no display. */
@Component(service = VideoRenderer.class, property = "service.ranking:Integer=-1000")
@Designate(ocd = HeadlessSettings.class)
@Strategy(id = "headless", label = "No display")
public final class HeadlessRenderer implements VideoRenderer {
    /** System property for {@link HeadlessSettings#snapshot}. */
    static final String SNAPSHOT = "wavry.headless.snapshot";

    /** System property for {@link HeadlessSettings#snapshotEverySeconds}. */
    static final String SNAPSHOT_EVERY_SECONDS = "wavry.headless.snapshotEverySeconds";

    private static final List<PixelFormat> ACCEPTED = List.of(PixelFormat.BGR0, PixelFormat.YUV420P);

    private final String snapshot;
    private final long everyNanos;

    /** As configured. */
    @Activate
    public HeadlessRenderer(HeadlessSettings settings) {
        this(
                System.getProperty(SNAPSHOT, settings.snapshot()),
                Integer.getInteger(SNAPSHOT_EVERY_SECONDS, settings.snapshotEverySeconds()));
    }

    HeadlessRenderer(String snapshot, int everySeconds) {
        this.snapshot = snapshot;
        this.everyNanos = TimeUnit.SECONDS.toNanos(Math.max(0, everySeconds));
    }

    @Override
    public List<PixelFormat> accepts() {
        return ACCEPTED;
    }

    @Override
    public boolean available() {
        return true;
    }

    @Override
    public Presentation open(PresentationSpec spec, PresentationContext context) {
        return new HeadlessPresentation(new Snapshots(snapshot), everyNanos, context);
    }
}
