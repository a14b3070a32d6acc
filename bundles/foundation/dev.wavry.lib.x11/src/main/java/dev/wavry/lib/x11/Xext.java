package dev.wavry.lib.x11;

import org.osgi.annotation.versioning.ProviderType;

/** Calls of libXext: pictures through shared memory (MIT-SHM). */
@ProviderType
public final class Xext {
    /** The library. */
    public static final String SONAME = "libXext.so.6";

    static {
        XLibraries.bind(Xext.class, SONAME);
    }

    private Xext() {}

    public static native int XShmQueryExtension(long display);

    public static native int XShmAttach(long display, long segmentInfo);

    public static native int XShmDetach(long display, long segmentInfo);

    /** Answers 0 if it failed; the picture's rows are packed at the picture's width. */
    public static native int XShmGetImage(long display, long drawable, long image, int x, int y, long planeMask);
}
