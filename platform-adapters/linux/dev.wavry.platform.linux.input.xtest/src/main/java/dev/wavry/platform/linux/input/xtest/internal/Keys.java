package dev.wavry.platform.linux.input.xtest.internal;

import dev.wavry.lib.x11.XConnection;
import dev.wavry.lib.x11.Xlib;
import dev.wavry.lib.x11.Xtst;
import java.util.BitSet;

/** Presses and lifts, and knows what is down. */
final class Keys {
    private final XConnection connection;
    private final BitSet keysDown = new BitSet(256);
    private final BitSet buttonsDown = new BitSet(16);

    Keys(XConnection connection) {
        this.connection = connection;
    }

    /** A key of the person's; repeated presses are left to the server's own repetition. */
    void key(int keycode, boolean down) {
        if (keycode != 0 && keysDown.get(keycode) != down) {
            keysDown.set(keycode, down);
            fakeKey(keycode, down);
        }
    }

    /** A button of the person's. */
    void button(int button, boolean down) {
        if (buttonsDown.get(button) != down) {
            buttonsDown.set(button, down);
            fakeButton(button, down);
        }
    }

    /** A short press that is not remembered. */
    void click(int button) {
        fakeButton(button, true);
        fakeButton(button, false);
    }

    /** A short press of a key that is not remembered. */
    void tap(int keycode) {
        fakeKey(keycode, true);
        fakeKey(keycode, false);
    }

    /** Presses or lifts without remembering. */
    void fakeKey(int keycode, boolean down) {
        Xtst.XTestFakeKeyEvent(connection.display(), keycode, down ? 1 : 0, 0);
    }

    private void fakeButton(int button, boolean down) {
        Xtst.XTestFakeButtonEvent(connection.display(), button, down ? 1 : 0, 0);
    }

    /** Lifts or presses again the modifiers that the person holds, for text in between. */
    void heldModifiers(boolean down) {
        for (int keycode = keysDown.nextSetBit(0); keycode >= 0; keycode = keysDown.nextSetBit(keycode + 1)) {
            if (HidKeys.isModifier(keycode)) {
                fakeKey(keycode, down);
            }
        }
    }

    void releaseAll() {
        for (int keycode = keysDown.nextSetBit(0); keycode >= 0; keycode = keysDown.nextSetBit(keycode + 1)) {
            key(keycode, false);
        }
        for (int button = buttonsDown.nextSetBit(0); button >= 0; button = buttonsDown.nextSetBit(button + 1)) {
            button(button, false);
        }
        flush();
    }

    void flush() {
        Xlib.XFlush(connection.display());
    }
}
