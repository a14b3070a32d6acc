package dev.wavry.platform.linux.input.xtest.internal;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import dev.wavry.lib.x11.DisplayNames;
import dev.wavry.lib.x11.XConnection;
import dev.wavry.lib.x11.XLibraries;
import dev.wavry.lib.x11.Xlib;
import dev.wavry.lib.x11.Xtst;
import dev.wavry.spi.input.InputContext;
import dev.wavry.spi.input.InputDevice;
import dev.wavry.spi.input.InputInjector;
import dev.wavry.spi.input.InputKind;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.lifecycle.CannotOpenException.Reason;
import dev.wavry.spi.lifecycle.Strategy;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;

/** Offers keyboard and pointer of one X display. */
@Component(service = InputInjector.class)
@Strategy(id = "xtest", label = "X11 keyboard and pointer")
@Designate(ocd = XtestConfig.class)
public final class XtestInjector implements InputInjector {
    private static final Set<InputKind> ALL = Set.copyOf(EnumSet.allOf(InputKind.class));
    /** Ids of X screens begin with their display. */
    private static final Pattern DISPLAY_OF_ID = Pattern.compile("([^/]*:\\d+)/.*");

    private final String configured;
    private final String fallback;

    /** Made by SCR. */
    @Activate
    public XtestInjector(BundleContext bundle, XtestConfig config) {
        this(
                config.display(),
                DisplayNames.choose("", bundle.getProperty(DisplayNames.PROPERTY), System.getenv("DISPLAY")));
    }

    XtestInjector(String configured, String fallback) {
        this.configured = configured;
        this.fallback = fallback;
    }

    @Override
    public Set<InputKind> accepts() {
        return ALL;
    }

    @Override
    public InputDevice open(InputContext context) throws CannotOpenException {
        Matcher id = DISPLAY_OF_ID.matcher(context.target().id());
        String display = DisplayNames.choose(configured, id.matches() ? id.group(1) : null, fallback);
        String missing = XLibraries.missing(Xlib.SONAME, Xtst.SONAME);
        if (missing != null) {
            throw new CannotOpenException(
                    Reason.NOT_HERE,
                    "Keyboard and pointer of X11 cannot be driven because " + missing,
                    "Install the packages libx11-6 and libxtst6");
        }
        XConnection connection = XConnection.tryOpen(display);
        if (connection == null) {
            throw new CannotOpenException(
                    Reason.NOT_HERE,
                    "No X server answers at '" + display + "', or it does not let this user in",
                    "Start it, or set " + DisplayNames.PROPERTY + " or DISPLAY to one that runs (see also xauth)");
        }
        try {
            requireXtest(connection);
            return new XtestDevice(connection, context);
        } catch (CannotOpenException | RuntimeException cannot) {
            connection.close();
            throw cannot;
        }
    }

    private static void requireXtest(XConnection connection) throws CannotOpenException {
        try (Memory out = new Memory(16)) {
            long a = Pointer.nativeValue(out);
            if (Xtst.XTestQueryExtension(connection.display(), a, a + 4, a + 8, a + 12) == 0) {
                throw new CannotOpenException(
                        Reason.UNSUPPORTED,
                        "The X server at '" + connection.name() + "' lets nobody act as keyboard (no XTEST extension)",
                        "Enable the XTEST extension of the server");
            }
            if (Xlib.XQueryExtension(connection.display(), "XWAYLAND", a, a + 4, a + 8) != 0) {
                throw new CannotOpenException(
                        Reason.UNSUPPORTED,
                        "The X server at '" + connection.name() + "' is Xwayland, whose input reaches X programs only",
                        "Use the input for Wayland, or log in to an X11 session");
            }
        }
    }
}
