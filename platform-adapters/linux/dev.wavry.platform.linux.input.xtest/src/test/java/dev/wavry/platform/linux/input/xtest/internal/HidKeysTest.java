package dev.wavry.platform.linux.input.xtest.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class HidKeysTest {
    @Test
    void shouldKnowTheKeysThatOtherProgramsReported() {
        // Pairs seen through SDL on an X server: keycode and scancode, which are usages of page 7.
        assertEquals(38, HidKeys.keycode(0x04));
        assertEquals(52, HidKeys.keycode(29));
        assertEquals(113, HidKeys.keycode(80));
        assertEquals(133, HidKeys.keycode(227));
    }

    @Test
    void shouldKnowEveryKeyOfAnOrdinaryKeyboard() {
        for (int usage = 0x04; usage <= 0x65; usage++) {
            assertNotEquals(0, HidKeys.keycode(usage), "usage " + Integer.toHexString(usage));
        }
        for (int usage = 0xe0; usage <= 0xe7; usage++) {
            assertTrue(HidKeys.isModifier(HidKeys.keycode(usage)), "usage " + Integer.toHexString(usage));
        }
    }

    @Test
    void shouldGiveDifferentKeysDifferentCodesExceptTwins() {
        boolean[] seen = new boolean[256];
        for (int usage = 0x04; usage <= 0x73; usage++) {
            // The # of ISO keyboards sits where the backslash of others does.
            if (usage != 0x32) {
                int keycode = HidKeys.keycode(usage);
                assertTrue(!seen[keycode], "usage " + Integer.toHexString(usage));
                seen[keycode] = true;
            }
        }
    }

    @Test
    void shouldIgnoreUsagesThatAreNoKeys() {
        assertEquals(0, HidKeys.keycode(0));
        assertEquals(0, HidKeys.keycode(3));
        assertEquals(0, HidKeys.keycode(-1));
        assertEquals(0, HidKeys.keycode(70000));
    }
}
