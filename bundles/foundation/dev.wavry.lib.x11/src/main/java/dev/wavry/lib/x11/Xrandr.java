package dev.wavry.lib.x11;

import org.osgi.annotation.versioning.ProviderType;

/** Calls of libXrandr: monitors and their changes. */
@ProviderType
public final class Xrandr {
    /** The library. */
    public static final String SONAME = "libXrandr.so.2";
    /** Asks for events about the screen's size (1), CRTCs (2) and outputs (4). */
    public static final int ALL_CHANGES_MASK = 7;
    /** Number of the screen event within the extension. */
    public static final int SCREEN_CHANGE_NOTIFY = 0;
    /** Number of the CRTC, output and property event within the extension. */
    public static final int NOTIFY = 1;

    static {
        XLibraries.bind(Xrandr.class, SONAME);
    }

    private Xrandr() {}

    public static native int XRRQueryExtension(long display, long firstEventOut, long firstErrorOut);

    public static native int XRRQueryVersion(long display, long majorOut, long minorOut);

    public static native void XRRSelectInput(long display, long window, int mask);

    public static native int XRRUpdateConfiguration(long event);

    /** Answers an array of monitors to be freed by {@link #XRRFreeMonitors}, or 0. */
    public static native long XRRGetMonitors(long display, long window, int activeOnly, long countOut);

    public static native void XRRFreeMonitors(long monitors);
}
