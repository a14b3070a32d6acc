package dev.wavry.lib.x11;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** Says whether the native libraries of the X Window System are on this machine. Safe from any thread. */
@ProviderType
public final class XLibraries {
    private XLibraries() {}

    /**
     * Looks for libraries; call it before touching the classes named after them.
     *
     * @param sonames the {@code SONAME} constants of those classes
     * @return null if all are here, otherwise one sentence part that names what is missing and why
     */
    public static @Nullable String missing(String... sonames) {
        try {
            if (Native.POINTER_SIZE != 8) {
                return "this is not a 64-bit machine";
            }
            for (String soname : sonames) {
                NativeLibrary.getInstance(soname);
            }
            return null;
        } catch (UnsatisfiedLinkError | NoClassDefFoundError absent) {
            return "a native library is missing (" + absent.getMessage() + ")";
        }
    }

    /** Binds the native methods of a class. */
    static void bind(Class<?> methods, String soname) {
        Native.register(methods, NativeLibrary.getInstance(soname));
    }
}
