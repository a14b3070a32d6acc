package dev.wavry.platform.linux.capture.x11.internal;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import dev.wavry.lib.x11.DisplayNames;
import dev.wavry.lib.x11.XConnection;
import dev.wavry.lib.x11.Xlib;
import dev.wavry.lib.x11.Xrandr;
import dev.wavry.spi.capture.CaptureTarget;
import dev.wavry.spi.capture.CaptureTarget.Kind;
import java.util.ArrayList;
import java.util.List;

/** Reads which monitors a screen has. */
final class Monitors {
    /** Bytes of an {@code XRRMonitorInfo}. */
    private static final int INFO_BYTES = 56;

    private Monitors() {}

    /** The active monitors, main one first; the whole screen if the server tells none apart. */
    static List<CaptureTarget> read(XConnection connection) {
        String prefix = DisplayNames.withoutScreen(connection.name());
        List<CaptureTarget> found = new ArrayList<>();
        if (speaksMonitors(connection)) {
            try (Memory count = new Memory(4)) {
                count.setInt(0, 0);
                long array =
                        Xrandr.XRRGetMonitors(connection.display(), connection.root(), 1, Pointer.nativeValue(count));
                for (int i = 0; array != 0 && i < count.getInt(0); i++) {
                    found.add(target(connection, prefix, new Pointer(array + (long) i * INFO_BYTES)));
                }
                if (array != 0) {
                    Xrandr.XRRFreeMonitors(array);
                }
            }
        }
        if (found.isEmpty()) {
            found.add(wholeScreen(connection, prefix));
        }
        found.sort((a, b) -> Boolean.compare(b.primary(), a.primary()));
        return found;
    }

    /** Xwayland gives X programs black pictures of its root window. */
    static boolean hiddenByWayland(XConnection connection) {
        try (Memory ignored = new Memory(12)) {
            long out = Pointer.nativeValue(ignored);
            return Xlib.XQueryExtension(connection.display(), "XWAYLAND", out, out + 4, out + 8) != 0;
        }
    }

    /** Size of the whole screen in pixels as width and height; {0, 0} if the server is gone. */
    static int[] screenSize(XConnection connection) {
        try (Memory out = new Memory(64)) {
            out.clear();
            long a = Pointer.nativeValue(out);
            Xlib.XGetGeometry(
                    connection.display(), connection.root(), a, a + 8, a + 12, a + 16, a + 20, a + 24, a + 28);
            return new int[] {out.getInt(16), out.getInt(20)};
        }
    }

    private static boolean speaksMonitors(XConnection connection) {
        try (Memory out = new Memory(8)) {
            long a = Pointer.nativeValue(out);
            return Xrandr.XRRQueryExtension(connection.display(), a, a + 4) != 0
                    && Xrandr.XRRQueryVersion(connection.display(), a, a + 4) != 0
                    && (out.getInt(0) > 1 || out.getInt(4) >= 5);
        }
    }

    private static CaptureTarget target(XConnection connection, String prefix, Pointer info) {
        String name = atomName(connection, info.getLong(0));
        return new CaptureTarget(
                prefix + "/" + name,
                name,
                Kind.DISPLAY,
                info.getInt(20),
                info.getInt(24),
                info.getInt(28),
                info.getInt(32),
                info.getInt(8) != 0);
    }

    private static CaptureTarget wholeScreen(XConnection connection, String prefix) {
        int[] size = screenSize(connection);
        return new CaptureTarget(prefix + "/screen", "Screen " + prefix, Kind.DISPLAY, 0, 0, size[0], size[1], true);
    }

    private static String atomName(XConnection connection, long atom) {
        long name = Xlib.XGetAtomName(connection.display(), atom);
        if (name == 0) {
            return "monitor-" + atom;
        }
        String text = new Pointer(name).getString(0, "UTF-8");
        Xlib.XFree(name);
        return text;
    }
}
