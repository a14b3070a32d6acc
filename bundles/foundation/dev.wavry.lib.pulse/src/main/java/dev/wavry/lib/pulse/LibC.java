package dev.wavry.lib.pulse;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/** Calls of the C library. Safe from any thread. */
final class LibC {
    static {
        Native.register(LibC.class, NativeLibrary.getInstance("libc.so.6"));
    }

    private LibC() {}

    static native long memcpy(long target, long source, long bytes);
}
