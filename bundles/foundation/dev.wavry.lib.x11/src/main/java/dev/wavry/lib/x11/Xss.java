package dev.wavry.lib.x11;

import org.osgi.annotation.versioning.ProviderType;

/** Calls of libXss: keeping the screen from being blanked. */
@ProviderType
public final class Xss {
    /** The library. */
    public static final String SONAME = "libXss.so.1";

    static {
        XLibraries.bind(Xss.class, SONAME);
    }

    private Xss() {}

    public static native int XScreenSaverQueryExtension(long display, long firstEventOut, long firstErrorOut);

    /** Holds off the screen saver and the power saving of monitors until it is taken back or the connection ends. */
    public static native void XScreenSaverSuspend(long display, int suspend);

    /** Fills a structure of 40 bytes: window, state (0 off, 1 on, 3 disabled) at 8, kind, time to go and idle time at 24 in ms. */
    public static native int XScreenSaverQueryInfo(long display, long drawable, long infoOut);
}
