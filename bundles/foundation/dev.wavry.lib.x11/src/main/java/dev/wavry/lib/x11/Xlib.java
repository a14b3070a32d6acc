package dev.wavry.lib.x11;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Calls of libX11, named and ordered as in its manual. One thread at a time per connection.
 *
 * <p>The offsets of structures are those of the 64-bit Linux ABI.
 */
@ProviderType
public final class Xlib {
    /** The library. */
    public static final String SONAME = "libX11.so.6";
    /** Bytes of the union of all events. */
    public static final int EVENT_BYTES = 192;
    /** Mode of {@link #XEventsQueued} that looks into the socket but does not flush; {@code QueuedAlready} would miss wake-ups. */
    public static final int QUEUED_AFTER_READING = 1;
    /** Type of events that carry a cookie, such as those of XInput 2. */
    public static final int GENERIC_EVENT = 35;
    /** Device number of the keyboard that all programs share, for the calls of XKB. */
    public static final int CORE_KEYBOARD = 0x100;

    static {
        XLibraries.bind(Xlib.class, SONAME);
    }

    private Xlib() {}

    public static native long XOpenDisplay(String name);

    public static native int XCloseDisplay(long display);

    public static native int XConnectionNumber(long display);

    public static native int XDefaultScreen(long display);

    public static native long XRootWindow(long display, int screen);

    public static native long XDefaultVisual(long display, int screen);

    public static native int XDefaultDepth(long display, int screen);

    public static native int XImageByteOrder(long display);

    public static native long XListPixmapFormats(long display, long countOut);

    public static native int XFlush(long display);

    public static native int XSync(long display, int discard);

    public static native int XEventsQueued(long display, int mode);

    public static native int XNextEvent(long display, long eventOut);

    public static native int XFree(long memory);

    public static native long XGetAtomName(long display, long atom);

    public static native int XQueryExtension(
            long display, String name, long majorOpcodeOut, long firstEventOut, long firstErrorOut);

    public static native int XGetGeometry(
            long display,
            long drawable,
            long rootOut,
            long xOut,
            long yOut,
            long widthOut,
            long heightOut,
            long borderOut,
            long depthOut);

    public static native int XQueryPointer(
            long display,
            long window,
            long rootOut,
            long childOut,
            long rootXOut,
            long rootYOut,
            long windowXOut,
            long windowYOut,
            long maskOut);

    public static native int XDisplayKeycodes(long display, long minOut, long maxOut);

    public static native long XGetKeyboardMapping(long display, byte first, int count, long perCodeOut);

    public static native int XChangeKeyboardMapping(long display, int first, int perCode, long keysyms, int count);

    public static native int XkbGetState(long display, int device, long stateOut);

    public static native int XkbLockModifiers(long display, int device, int affected, int values);

    public static native int XResetScreenSaver(long display);
}
