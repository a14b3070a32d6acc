package dev.wavry.rift.internal;

import java.security.Provider;
import org.conscrypt.Conscrypt;
import org.jspecify.annotations.Nullable;

/** Looks whether Conscrypt is there and works on this machine. */
final class ConscryptLoader {
    private ConscryptLoader() {}

    /** Its provider, or null if the library or its native part is missing. */
    static @Nullable Provider load() {
        try {
            return Inner.provider();
        } catch (LinkageError | RuntimeException e) {
            // Absence is normal: the JDK's ciphers take over, and the wire is the same.
            return null;
        }
    }

    /** Apart, so that a missing class is met inside the try. */
    private static final class Inner {
        static @Nullable Provider provider() {
            return Conscrypt.isAvailable() ? Conscrypt.newProvider() : null;
        }
    }
}
