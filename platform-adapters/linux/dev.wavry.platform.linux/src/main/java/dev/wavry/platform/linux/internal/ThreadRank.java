package dev.wavry.platform.linux.internal;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import dev.wavry.lib.x11.LibC;
import dev.wavry.lib.x11.XLibraries;
import dev.wavry.spi.lifecycle.AgentRole;

/**
 * Gives a thread what its role deserves. Nice values rather than real-time classes: a real-time thread that spins takes a whole core from
 * the encoder it waits for.
 */
final class ThreadRank {
    /** Nice value of threads that pictures wait for. */
    static final int URGENT = -10;

    private static final int PRIO_PROCESS = 0;
    private static final int PR_SET_TIMERSLACK = 29;

    private ThreadRank() {}

    /** Raises the calling thread; false if the system does not allow it. */
    static boolean promote(AgentRole role) {
        if (XLibraries.missing(LibC.SONAME) != null) {
            return false;
        }
        if (role == AgentRole.CONTROL || role == AgentRole.OPENER) {
            return true;
        }
        // Everybody may have timers without the usual slack of 50 us.
        Calls.prctl(PR_SET_TIMERSLACK, 1, 0, 0, 0);
        // For Linux the "process" 0 is the calling thread.
        return Calls.setpriority(PRIO_PROCESS, 0, URGENT) == 0;
    }

    private static final class Calls {
        static {
            Native.register(Calls.class, NativeLibrary.getInstance(LibC.SONAME));
        }

        static native int setpriority(int which, int who, int nice);

        static native int prctl(int option, long a, long b, long c, long d);
    }
}
