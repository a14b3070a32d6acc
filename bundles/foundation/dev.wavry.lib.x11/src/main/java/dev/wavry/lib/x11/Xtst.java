package dev.wavry.lib.x11;

import org.osgi.annotation.versioning.ProviderType;

/** Calls of libXtst: acting as keyboard and pointer (XTEST). */
@ProviderType
public final class Xtst {
    /** The library. */
    public static final String SONAME = "libXtst.so.6";

    static {
        XLibraries.bind(Xtst.class, SONAME);
    }

    private Xtst() {}

    public static native int XTestQueryExtension(
            long display, long firstEventOut, long firstErrorOut, long majorOut, long minorOut);

    public static native int XTestGrabControl(long display, int impervious);

    public static native int XTestFakeKeyEvent(long display, int keycode, int down, long delayMillis);

    public static native int XTestFakeButtonEvent(long display, int button, int down, long delayMillis);

    public static native int XTestFakeMotionEvent(long display, int screen, int x, int y, long delayMillis);

    public static native int XTestFakeRelativeMotionEvent(long display, int dx, int dy, long delayMillis);
}
