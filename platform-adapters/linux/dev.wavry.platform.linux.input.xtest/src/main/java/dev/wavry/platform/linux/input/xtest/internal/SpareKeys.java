package dev.wavry.platform.linux.input.xtest.internal;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import dev.wavry.lib.x11.XConnection;
import dev.wavry.lib.x11.Xlib;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Unused keys that are lent to characters the layout does not have. Programs look up what a key means when they get round to it, so a key
 * keeps its character as long as possible and gets another one only some time after it was last pressed.
 */
final class SpareKeys {
    /**
     * A program that takes longer than this to read its input would see the key's next character instead. 300 ms were too few: a terminal
     * on a machine with nine programs for two processors wrote four characters wrong. Only who types more different characters that the
     * layout lacks than there are spare keys waits for it.
     */
    static final long REUSE_NANOS = 1_000_000_000L;

    private final XConnection connection;
    private final Memory syms = new Memory(16);
    private final List<Spare> spares = new ArrayList<>();

    SpareKeys(XConnection connection) {
        this.connection = connection;
    }

    /** Adapts to a layout that was just read: somebody may have loaded a new one over ours. */
    void adapt(Layout layout) {
        spares.removeIf(spare -> spare.keysym != KeySyms.NONE && layout.unshifted(spare.keycode) != spare.keysym);
        for (int keycode : layout.unused()) {
            if (spares.stream().noneMatch(spare -> spare.keycode == keycode)) {
                spares.add(new Spare(keycode));
            }
        }
    }

    /** True if there are no unused keys at all. */
    boolean none() {
        return spares.isEmpty();
    }

    /** The key that types this, null if none does. */
    @Nullable
    Spare holding(long keysym) {
        for (Spare spare : spares) {
            if (spare.keysym == keysym) {
                return spare;
            }
        }
        return null;
    }

    /** Gives the key that was pressed longest ago a new character; null if even that was pressed too recently. */
    @Nullable
    Spare lend(long keysym, long nowNanos) {
        Spare oldest = null;
        for (Spare spare : spares) {
            boolean free = !spare.pressed || nowNanos - spare.pressedNanos >= REUSE_NANOS;
            if (free && !spare.promised && (oldest == null || spare.olderThan(oldest))) {
                oldest = spare;
            }
        }
        if (oldest != null) {
            oldest.keysym = keysym;
            oldest.promised = true;
            change(oldest.keycode, keysym);
        }
        return oldest;
    }

    private void change(int keycode, long keysym) {
        // Both levels alike, so that Shift makes no difference.
        syms.setLong(0, keysym);
        syms.setLong(8, keysym);
        Xlib.XChangeKeyboardMapping(connection.display(), keycode, 2, Pointer.nativeValue(syms), 1);
    }

    /** Makes every lent key type nothing again. */
    void giveBack() {
        for (Spare spare : spares) {
            if (spare.keysym != KeySyms.NONE) {
                spare.keysym = KeySyms.NONE;
                change(spare.keycode, KeySyms.NONE);
            }
        }
    }

    /** One unused key. */
    static final class Spare {
        private final int keycode;
        private long keysym = KeySyms.NONE;
        private long pressedNanos;
        private boolean pressed;
        private boolean promised;

        private Spare(int keycode) {
            this.keycode = keycode;
        }

        int keycode() {
            return keycode;
        }

        /** Keeps it from being lent to another character until it was pressed. */
        void promise() {
            promised = true;
        }

        void pressed(long nowNanos) {
            pressed = true;
            promised = false;
            pressedNanos = nowNanos;
        }

        private boolean olderThan(Spare other) {
            if (!pressed || !other.pressed) {
                return !pressed && other.pressed;
            }
            return pressedNanos - other.pressedNanos < 0;
        }
    }
}
