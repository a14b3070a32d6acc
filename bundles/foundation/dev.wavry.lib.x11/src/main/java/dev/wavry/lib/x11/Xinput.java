package dev.wavry.lib.x11;

import org.osgi.annotation.versioning.ProviderType;

/** Calls of libXi: raw motion, the one way to learn that the pointer moved over other people's windows. */
@ProviderType
public final class Xinput {
    /** The library. */
    public static final String SONAME = "libXi.so.6";
    /** Pseudo device: all master pointers and keyboards. */
    public static final int ALL_MASTER_DEVICES = 1;
    /** Event: a pointer moved, before acceleration and whoever grabs it. */
    public static final int RAW_MOTION = 17;

    static {
        XLibraries.bind(Xinput.class, SONAME);
    }

    private Xinput() {}

    /** Answers 0 if the server speaks XInput 2. */
    public static native int XIQueryVersion(long display, long majorInOut, long minorInOut);

    public static native int XISelectEvents(long display, long window, long masks, int count);
}
