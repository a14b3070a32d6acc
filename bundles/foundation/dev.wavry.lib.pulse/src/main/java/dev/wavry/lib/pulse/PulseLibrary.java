package dev.wavry.lib.pulse;

import com.sun.jna.Native;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** Says whether PulseAudio's client library is on this machine. Safe from any thread. */
@ProviderType
public final class PulseLibrary {
    private PulseLibrary() {}

    /** Looks for it; null if it is here, otherwise one sentence part that names what is missing and why. */
    public static @Nullable String missing() {
        try {
            if (Native.POINTER_SIZE != 8) {
                return "this is not a 64-bit machine";
            }
            Pulse.library();
            return null;
        } catch (UnsatisfiedLinkError | NoClassDefFoundError absent) {
            return "a native library is missing (" + absent.getMessage() + ")";
        }
    }
}
