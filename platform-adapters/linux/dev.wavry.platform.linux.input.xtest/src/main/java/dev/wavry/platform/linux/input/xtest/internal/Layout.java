package dev.wavry.platform.linux.input.xtest.internal;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import dev.wavry.lib.x11.XConnection;
import dev.wavry.lib.x11.Xlib;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the keys of the server type, as it was when read. */
final class Layout {
    private static final int SHIFTED = 0x100;

    private final Map<Long, Integer> keys = new HashMap<>();
    private final Map<Integer, Long> first = new HashMap<>();
    private final List<Integer> unused = new ArrayList<>();

    private Layout() {}

    /** Asks the server; one round trip. */
    static Layout read(XConnection connection) {
        Layout layout = new Layout();
        try (Memory out = new Memory(12)) {
            out.clear();
            long a = Pointer.nativeValue(out);
            Xlib.XDisplayKeycodes(connection.display(), a, a + 4);
            int lowest = out.getInt(0);
            int count = out.getInt(4) - lowest + 1;
            long mapping = Xlib.XGetKeyboardMapping(connection.display(), (byte) lowest, count, a + 8);
            if (mapping != 0) {
                int perCode = out.getInt(8);
                long[] syms = new Pointer(mapping).getLongArray(0, count * perCode);
                Xlib.XFree(mapping);
                for (int i = 0; i < count; i++) {
                    layout.note(lowest + i, syms, i * perCode, perCode);
                }
            }
        }
        return layout;
    }

    private void note(int keycode, long[] syms, int from, int perCode) {
        boolean used = false;
        for (int i = 0; i < perCode; i++) {
            used |= syms[from + i] != KeySyms.NONE;
        }
        if (!used) {
            unused.add(keycode);
            return;
        }
        first.put(keycode, syms[from]);
        keys.putIfAbsent(syms[from], keycode);
        if (perCode > 1) {
            keys.putIfAbsent(syms[from + 1], keycode | SHIFTED);
        }
    }

    /** True if a key types this alone or with Shift in the first group. */
    boolean has(long keysym) {
        return keys.containsKey(keysym);
    }

    /** Keycode of a key that {@link #has} found. */
    int keycode(long keysym) {
        return keys.getOrDefault(keysym, 0) & 0xff;
    }

    /** Whether that key needs Shift. */
    boolean shifted(long keysym) {
        return (keys.getOrDefault(keysym, 0) & SHIFTED) != 0;
    }

    /** What a key types alone. */
    long unshifted(int keycode) {
        return first.getOrDefault(keycode, KeySyms.NONE);
    }

    /** Keys that type nothing. */
    List<Integer> unused() {
        return unused;
    }
}
