package dev.wavry.lib.x11;

import org.osgi.annotation.versioning.ProviderType;

/** Calls of libXfixes: the picture of the pointer. */
@ProviderType
public final class Xfixes {
    /** The library. */
    public static final String SONAME = "libXfixes.so.3";
    /** Mask that asks for an event (number 1 of the extension) whenever the pointer looks different. */
    public static final long CURSOR_NOTIFY_MASK = 1;
    /** Number of the cursor event within the extension. */
    public static final int CURSOR_NOTIFY = 1;

    static {
        XLibraries.bind(Xfixes.class, SONAME);
    }

    private Xfixes() {}

    public static native int XFixesQueryExtension(long display, long firstEventOut, long firstErrorOut);

    public static native int XFixesQueryVersion(long display, long majorInOut, long minorInOut);

    public static native void XFixesSelectCursorInput(long display, long window, long mask);

    /** Answers a structure to be freed by {@link Xlib#XFree}, or 0. */
    public static native long XFixesGetCursorImage(long display);
}
