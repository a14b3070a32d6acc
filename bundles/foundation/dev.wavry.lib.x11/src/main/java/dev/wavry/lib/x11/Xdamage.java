package dev.wavry.lib.x11;

import org.osgi.annotation.versioning.ProviderType;

/** Calls of libXdamage: which part of a window was drawn to. */
@ProviderType
public final class Xdamage {
    /** The library. */
    public static final String SONAME = "libXdamage.so.1";
    /** Level that tells every newly damaged rectangle once until it is subtracted. */
    public static final int DELTA_RECTANGLES = 1;
    /** Offset in the event of the damaged rectangle: x, y, width, height as 16-bit numbers. */
    public static final int EVENT_AREA = 64;

    static {
        XLibraries.bind(Xdamage.class, SONAME);
    }

    private Xdamage() {}

    public static native int XDamageQueryExtension(long display, long firstEventOut, long firstErrorOut);

    public static native long XDamageCreate(long display, long drawable, int level);

    public static native void XDamageDestroy(long display, long damage);

    public static native void XDamageSubtract(long display, long damage, long repair, long parts);
}
