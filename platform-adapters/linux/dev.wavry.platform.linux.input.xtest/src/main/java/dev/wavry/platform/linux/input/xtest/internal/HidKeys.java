package dev.wavry.platform.linux.input.xtest.internal;

/**
 * Keys by position: usages of page 7 of the USB HID Usage Tables, the codes of Linux's {@code input-event-codes.h} and the keycodes of X,
 * which are 8 more.
 */
final class HidKeys {
    /** X keycodes start where their protocol's reserved values end. */
    private static final int X_OFFSET = 8;

    private static final byte[] EVDEV = new byte[256];

    static {
        letters();
        row(0x1e, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        // Enter, Escape, Backspace, Tab, Space, - = [ ] \ # ; ' ` , . / and Caps Lock; # shares its place with the
        // backslash.
        row(0x28, 28, 1, 14, 15, 57, 12, 13, 26, 27, 43, 43, 39, 40, 41, 51, 52, 53, 58);
        // F1 to F12
        row(0x3a, 59, 60, 61, 62, 63, 64, 65, 66, 67, 68, 87, 88);
        // Print, Scroll Lock, Pause, Insert, Home, Page Up, Delete, End, Page Down, right, left, down, up
        row(0x46, 99, 70, 119, 110, 102, 104, 111, 107, 109, 106, 105, 108, 103);
        // Keypad: Num Lock / * - + Enter 1 to 9, 0 and the decimal point
        row(0x53, 69, 98, 55, 74, 78, 96, 79, 80, 81, 75, 76, 77, 71, 72, 73, 82, 83);
        // The key beside the left Shift of ISO keyboards, Menu, Power, keypad =
        row(0x64, 86, 127, 116, 117);
        // F13 to F24
        row(0x68, 183, 184, 185, 186, 187, 188, 189, 190, 191, 192, 193, 194);
        // Open, Help, Props, Front, Stop, Again, Undo, Cut, Copy, Paste, Find, Mute, louder, softer
        row(0x74, 134, 138, 130, 132, 128, 129, 131, 137, 133, 135, 136, 113, 115, 114);
        // Keypad comma, keypad = of AS/400
        row(0x85, 121, 117);
        // International 1 to 6: Ro, Katakana/Hiragana, Yen, Henkan, Muhenkan, keypad comma of Japan
        row(0x87, 89, 93, 124, 92, 94, 95);
        // Languages 1 to 5: Hangul, Hanja, Katakana, Hiragana, Zenkaku/Hankaku
        row(0x90, 122, 123, 90, 91, 85);
        // Keypad parentheses
        row(0xb6, 179, 180);
        // Left and right Control, Shift, Alt, Meta
        row(0xe0, 29, 42, 56, 125, 97, 54, 100, 126);
        // Unassigned usages that keyboards use for media: play, stop, previous, next, eject, louder, softer, mute
        row(0xe8, 164, 166, 165, 163, 161, 115, 114, 113);
        // Web, back, forward, stop, find, scroll up, scroll down, edit, sleep, lock screen, reload, calculator
        row(0xf0, 150, 158, 159, 128, 136, 177, 178, 176, 142, 152, 173, 140);
    }

    private HidKeys() {}

    /** X keycode of a usage of page 7; 0 if no keyboard has such a key. */
    static int keycode(int usage) {
        int evdev = usage < 0 || usage > 255 ? 0 : EVDEV[usage] & 0xff;
        return evdev == 0 ? 0 : evdev + X_OFFSET;
    }

    /** True for Control, Shift, Alt and Meta. */
    static boolean isModifier(int keycode) {
        for (int usage = 0xe0; usage <= 0xe7; usage++) {
            if (keycode(usage) == keycode) {
                return true;
            }
        }
        return false;
    }

    private static void letters() {
        String places = "qwertyuiop";
        for (int i = 0; i < places.length(); i++) {
            letter(places.charAt(i), 16 + i);
        }
        places = "asdfghjkl";
        for (int i = 0; i < places.length(); i++) {
            letter(places.charAt(i), 30 + i);
        }
        places = "zxcvbnm";
        for (int i = 0; i < places.length(); i++) {
            letter(places.charAt(i), 44 + i);
        }
    }

    private static void letter(char name, int evdev) {
        EVDEV[0x04 + name - 'a'] = (byte) evdev;
    }

    private static void row(int firstUsage, int... evdev) {
        for (int i = 0; i < evdev.length; i++) {
            EVDEV[firstUsage + i] = (byte) evdev[i];
        }
    }
}
