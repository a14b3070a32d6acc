package dev.wavry.render.desktop.internal;

import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.lifecycle.CannotOpenException.Reason;
import dev.wavry.spi.lifecycle.Strategy;
import dev.wavry.spi.media.PixelFormat;
import dev.wavry.spi.render.Presentation;
import dev.wavry.spi.render.PresentationContext;
import dev.wavry.spi.render.PresentationSpec;
import dev.wavry.spi.render.VideoRenderer;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Opens windows. {@code open}, {@code doWork}, {@code await} and {@code close} of a presentation must come from one thread.
 */
@Component(service = VideoRenderer.class)
@Designate(ocd = DesktopSettings.class)
@Strategy(id = "desktop", label = "Window of the desktop")
public final class DesktopRenderer implements VideoRenderer {
    private static final List<PixelFormat> ACCEPTED = List.of(PixelFormat.BGR0);

    private final String display;
    private final Drawing drawing;
    private final long livelyWaitNanos;
    /** True while SDL was started for a window that is not there yet. */
    private final AtomicBoolean prepared = new AtomicBoolean();

    /** As configured. */
    @Activate
    public DesktopRenderer(DesktopSettings settings) {
        this(settings.display(), Drawing.of(settings.drawing()));
    }

    DesktopRenderer(String display, Drawing drawing) {
        this(display, drawing, DesktopPresentation.LIVELY_WAIT_NANOS);
    }

    DesktopRenderer(String display, Drawing drawing, long livelyWaitNanos) {
        this.display = display;
        this.drawing = drawing;
        this.livelyWaitNanos = livelyWaitNanos;
    }

    @Override
    public List<PixelFormat> accepts() {
        return ACCEPTED;
    }

    @Override
    public boolean available() {
        if (!display.isEmpty()) {
            return true;
        }
        boolean linux =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux");
        return !linux || isSet("DISPLAY") || isSet("WAYLAND_DISPLAY");
    }

    private static boolean isSet(String variable) {
        String value = System.getenv(variable);
        return value != null && !value.isEmpty();
    }

    @Override
    public void prepare() {
        // Two clients of one process may prepare at once; one start is enough for the first window.
        if (prepared.get() || Sdl.start(display) != null) {
            return;
        }
        WindowRehearsal.run(drawing);
        if (prepared.getAndSet(true)) {
            Sdl.stop();
        }
    }

    @Override
    public Presentation open(PresentationSpec spec, PresentationContext context) throws CannotOpenException {
        if (!prepared.getAndSet(false)) {
            startSdl();
        }
        return DesktopPresentation.open(spec, context, drawing, livelyWaitNanos);
    }

    private void startSdl() throws CannotOpenException {
        String problem = Sdl.start(display);
        if (problem != null) {
            throw new CannotOpenException(
                    Reason.NOT_HERE,
                    "There is no display to open a window on: " + problem,
                    "Start from a desktop session, set DISPLAY, or use the headless renderer");
        }
    }

    /** Called by SCR. */
    @Deactivate
    public void close() {
        if (prepared.getAndSet(false)) {
            Sdl.stop();
        }
    }
}
