package dev.wavry.platform.linux.capture.x11.internal;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import dev.wavry.lib.x11.XConnection;
import dev.wavry.lib.x11.XLibraries;
import dev.wavry.lib.x11.Xinput;
import dev.wavry.lib.x11.Xlib;

/** Events of XInput 2 that say that a pointer moved; without the library or the extension there are none. */
final class RawMotion {
    private static final int NONE = -1;

    private final int opcode;

    private RawMotion(int opcode) {
        this.opcode = opcode;
    }

    static RawMotion select(XConnection connection) {
        if (XLibraries.missing(Xinput.SONAME) != null) {
            return new RawMotion(NONE);
        }
        try (Memory memory = new Memory(40)) {
            memory.clear();
            long a = Pointer.nativeValue(memory);
            if (Xlib.XQueryExtension(connection.display(), "XInputExtension", a, a + 4, a + 8) == 0) {
                return new RawMotion(NONE);
            }
            int opcode = memory.getInt(0);
            // From version 2.1 on raw events arrive even while somebody else has grabbed the pointer.
            memory.setInt(0, 2);
            memory.setInt(4, 2);
            if (Xinput.XIQueryVersion(connection.display(), a, a + 4) != 0) {
                return new RawMotion(NONE);
            }
            memory.setInt(16, Xinput.ALL_MASTER_DEVICES);
            memory.setInt(20, 4);
            memory.setLong(24, a + 32);
            memory.setInt(32, 1 << Xinput.RAW_MOTION);
            Xinput.XISelectEvents(connection.display(), connection.root(), a + 16, 1);
            return new RawMotion(opcode);
        }
    }

    boolean isMine(int type, Pointer event) {
        return type == Xlib.GENERIC_EVENT && opcode != NONE && event.getInt(32) == opcode;
    }
}
