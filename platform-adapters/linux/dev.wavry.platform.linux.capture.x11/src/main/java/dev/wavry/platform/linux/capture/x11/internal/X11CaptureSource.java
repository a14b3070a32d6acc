package dev.wavry.platform.linux.capture.x11.internal;

import dev.wavry.lib.x11.DisplayNames;
import dev.wavry.lib.x11.LibC;
import dev.wavry.lib.x11.XConnection;
import dev.wavry.lib.x11.XLibraries;
import dev.wavry.lib.x11.Xdamage;
import dev.wavry.lib.x11.Xext;
import dev.wavry.lib.x11.Xfixes;
import dev.wavry.lib.x11.Xlib;
import dev.wavry.lib.x11.Xrandr;
import dev.wavry.spi.capture.Capture;
import dev.wavry.spi.capture.CaptureContext;
import dev.wavry.spi.capture.CaptureSettings;
import dev.wavry.spi.capture.CaptureSource;
import dev.wavry.spi.capture.CaptureTarget;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.lifecycle.CannotOpenException.Reason;
import dev.wavry.spi.lifecycle.Strategy;
import dev.wavry.spi.media.MemoryKind;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;

/** Offers the monitors of one X display. */
@Component(service = CaptureSource.class)
@Strategy(id = "x11", label = "X11 screen")
@Designate(ocd = X11CaptureConfig.class)
public final class X11CaptureSource implements CaptureSource {
    private static final Set<MemoryKind> HOST_ONLY = Set.of(MemoryKind.HOST);

    /** Asked each time, because a command line that names the display is read after this component was made. */
    private final Supplier<String> chosen;

    /** Made by SCR. */
    @Activate
    public X11CaptureSource(BundleContext bundle, X11CaptureConfig config) {
        this.chosen = () -> DisplayNames.choose(
                config.display(), bundle.getProperty(DisplayNames.PROPERTY), System.getenv("DISPLAY"));
    }

    X11CaptureSource(String display) {
        this.chosen = () -> display;
    }

    @Override
    public List<CaptureTarget> targets() {
        if (missingLibraries() != null) {
            return List.of();
        }
        try (XConnection connection = XConnection.tryOpen(chosen.get())) {
            return connection == null || Monitors.hiddenByWayland(connection) ? List.of() : Monitors.read(connection);
        }
    }

    @Override
    public Set<MemoryKind> produces() {
        return HOST_ONLY;
    }

    @Override
    public Capture open(CaptureTarget target, CaptureSettings wish, CaptureContext context) throws CannotOpenException {
        XConnection connection = connect();
        try {
            CaptureTarget now = find(connection, target.id());
            RootPixels.require(connection);
            return X11Capture.open(connection, now, wish, context);
        } catch (CannotOpenException | RuntimeException cannot) {
            connection.close();
            throw cannot;
        }
    }

    private XConnection connect() throws CannotOpenException {
        String missing = missingLibraries();
        if (missing != null) {
            throw new CannotOpenException(
                    Reason.NOT_HERE,
                    "The X11 screen cannot be captured because " + missing,
                    "Install the packages libx11-6, libxext6, libxdamage1, libxfixes3 and libxrandr2");
        }
        String display = chosen.get();
        XConnection connection = XConnection.tryOpen(display);
        if (connection == null) {
            throw new CannotOpenException(
                    Reason.NOT_HERE,
                    display.isEmpty()
                            ? "No X display is named, neither by configuration nor by DISPLAY"
                            : "No X server answers at '" + display + "', or it does not let this user in",
                    "Start it, or set " + DisplayNames.PROPERTY + " or DISPLAY to one that runs (see also xauth)");
        }
        return connection;
    }

    private CaptureTarget find(XConnection connection, String id) throws CannotOpenException {
        if (Monitors.hiddenByWayland(connection)) {
            throw new CannotOpenException(
                    Reason.UNSUPPORTED,
                    "The X server at '" + connection.name()
                            + "' is Xwayland, which does not show the screen to X programs",
                    "Use the capture for Wayland, or log in to an X11 session");
        }
        List<CaptureTarget> here = Monitors.read(connection);
        for (CaptureTarget candidate : here) {
            if (candidate.id().equals(id)) {
                return candidate;
            }
        }
        throw new CannotOpenException(
                Reason.NOT_HERE,
                "The screen '" + id + "' is not there any more",
                "Choose one of " + here.stream().map(CaptureTarget::id).toList());
    }

    private static @org.jspecify.annotations.Nullable String missingLibraries() {
        return XLibraries.missing(LibC.SONAME, Xlib.SONAME, Xext.SONAME, Xdamage.SONAME, Xfixes.SONAME, Xrandr.SONAME);
    }
}
