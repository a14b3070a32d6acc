package dev.wavry.core.session;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A host says how large its pictures are before there is one. */
@Timeout(10)
class DeclaredSizeTest {
    @Test
    void shouldRefusePicturesThatWouldTakeAllMemory() {
        assertTrue(ClientMessages.tooLarge(65535, 65535));
        assertTrue(ClientMessages.tooLarge(16385, 1));
        assertTrue(ClientMessages.tooLarge(16384, 8192));
    }

    @Test
    void shouldTakeEveryScreenThatCanBeBought() {
        assertFalse(ClientMessages.tooLarge(15360, 4320));
        assertFalse(ClientMessages.tooLarge(7680, 4320));
        assertFalse(ClientMessages.tooLarge(1, 1));
    }
}
