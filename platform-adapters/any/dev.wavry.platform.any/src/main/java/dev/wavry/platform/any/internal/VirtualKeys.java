package dev.wavry.platform.any.internal;

import java.awt.event.KeyEvent;

/** AWT's names for usages of page 7 of the USB HID Usage Tables, as they are on an American keyboard. */
final class VirtualKeys {
    private static final int[] KEYS = new int[256];

    static {
        for (int i = 0; i < 26; i++) {
            KEYS[0x04 + i] = KeyEvent.VK_A + i;
        }
        for (int i = 0; i < 9; i++) {
            KEYS[0x1e + i] = KeyEvent.VK_1 + i;
            KEYS[0x59 + i] = KeyEvent.VK_NUMPAD1 + i;
        }
        row(0x27, KeyEvent.VK_0, KeyEvent.VK_ENTER, KeyEvent.VK_ESCAPE, KeyEvent.VK_BACK_SPACE, KeyEvent.VK_TAB);
        row(0x2c, KeyEvent.VK_SPACE, KeyEvent.VK_MINUS, KeyEvent.VK_EQUALS);
        row(0x2f, KeyEvent.VK_OPEN_BRACKET, KeyEvent.VK_CLOSE_BRACKET, KeyEvent.VK_BACK_SLASH, KeyEvent.VK_BACK_SLASH);
        row(0x33, KeyEvent.VK_SEMICOLON, KeyEvent.VK_QUOTE, KeyEvent.VK_BACK_QUOTE, KeyEvent.VK_COMMA);
        row(0x37, KeyEvent.VK_PERIOD, KeyEvent.VK_SLASH, KeyEvent.VK_CAPS_LOCK);
        for (int i = 0; i < 12; i++) {
            KEYS[0x3a + i] = KeyEvent.VK_F1 + i;
            KEYS[0x68 + i] = KeyEvent.VK_F13 + i;
        }
        row(0x46, KeyEvent.VK_PRINTSCREEN, KeyEvent.VK_SCROLL_LOCK, KeyEvent.VK_PAUSE, KeyEvent.VK_INSERT);
        row(0x4a, KeyEvent.VK_HOME, KeyEvent.VK_PAGE_UP, KeyEvent.VK_DELETE, KeyEvent.VK_END, KeyEvent.VK_PAGE_DOWN);
        row(0x4f, KeyEvent.VK_RIGHT, KeyEvent.VK_LEFT, KeyEvent.VK_DOWN, KeyEvent.VK_UP, KeyEvent.VK_NUM_LOCK);
        row(0x54, KeyEvent.VK_DIVIDE, KeyEvent.VK_MULTIPLY, KeyEvent.VK_SUBTRACT, KeyEvent.VK_ADD, KeyEvent.VK_ENTER);
        row(0x62, KeyEvent.VK_NUMPAD0, KeyEvent.VK_DECIMAL, KeyEvent.VK_LESS, KeyEvent.VK_CONTEXT_MENU);
        row(0xe0, KeyEvent.VK_CONTROL, KeyEvent.VK_SHIFT, KeyEvent.VK_ALT, KeyEvent.VK_META);
        row(0xe4, KeyEvent.VK_CONTROL, KeyEvent.VK_SHIFT, KeyEvent.VK_ALT_GRAPH, KeyEvent.VK_META);
    }

    private VirtualKeys() {}

    /** AWT's key code, 0 if it has none. */
    static int of(int usage) {
        return usage < 0 || usage > 255 ? 0 : KEYS[usage];
    }

    private static void row(int firstUsage, int... keys) {
        System.arraycopy(keys, 0, KEYS, firstUsage, keys.length);
    }
}
