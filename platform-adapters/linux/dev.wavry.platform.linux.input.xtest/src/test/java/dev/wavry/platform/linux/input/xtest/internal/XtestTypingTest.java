package dev.wavry.platform.linux.input.xtest.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.spi.input.InputKind;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class XtestTypingTest {
    private static final String EVERYWHERE = "Zażółć gęślą jaźń, Größe ÄÖÜß 42 € ~ @#[]{}| жук 中文 'ok' \"yes\" ^ ` é";

    @TempDir
    Path folder;

    @Test
    void shouldTypeAnyTextOnAnAmericanKeyboard() throws Exception {
        try (Typist typist = new Typist(folder)) {
            typist.server.run("setxkbmap", "us");
            Path lines = typist.terminal();
            typist.text(EVERYWHERE + "\n");
            typist.expect(lines, EVERYWHERE + "\n");
        }
    }

    @Test
    void shouldTypeAnyTextOnAGermanKeyboard() throws Exception {
        try (Typist typist = new Typist(folder)) {
            typist.server.run("setxkbmap", "de");
            Path lines = typist.terminal();
            typist.text(EVERYWHERE + "\n");
            typist.expect(lines, EVERYWHERE + "\n");
        }
    }

    @Test
    void shouldTypeAnyTextWhileTheSecondLayoutIsOn() throws Exception {
        try (Typist typist = new Typist(folder)) {
            typist.server.run("setxkbmap", "-layout", "us,ru", "-option", "grp:caps_toggle");
            Path lines = typist.terminal();
            typist.key(Typist.CAPS_LOCK);
            typist.key(0x04);
            typist.text("abc Ж\n");
            typist.expect(lines, "фabc Ж\n");
        }
    }

    @Test
    void shouldTypeMoreDifferentCharactersThanThereAreSpareKeys() throws Exception {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 80; i++) {
            text.appendCodePoint(0x4e00 + i * 7);
        }
        try (Typist typist = new Typist(folder)) {
            Path lines = typist.terminal();
            typist.text(text + "\n");
            typist.expect(lines, text + "\n");
        }
    }

    @Test
    void shouldGoOnTypingAfterSomebodyChangedTheLayout() throws Exception {
        try (Typist typist = new Typist(folder)) {
            Path lines = typist.terminal();
            typist.text("z ж y\n");
            typist.expect(lines, "z ж y\n");
            typist.server.run("setxkbmap", "de");
            typist.text("z ж y\n");
            typist.expect(lines, "z ж y\nz ж y\n");
        }
    }

    @Test
    void shouldKeepTheOrderOfTextAndKeys() throws Exception {
        try (Typist typist = new Typist(folder)) {
            typist.server.run("setxkbmap", "us");
            Path lines = typist.terminal();
            typist.text("ж");
            typist.key(0x04);
            typist.text("中");
            typist.key(0x05);
            typist.key(Typist.ENTER);
            typist.expect(lines, "жa中b\n");
        }
    }

    @Test
    void shouldTypeTextAsItIsWhileShiftIsHeldOrCapsLockIsOn() throws Exception {
        try (Typist typist = new Typist(folder)) {
            typist.server.run("setxkbmap", "us");
            Path lines = typist.terminal();
            typist.key(Typist.CAPS_LOCK);
            typist.text("aBж\n");
            typist.key(0x04);
            typist.key(Typist.CAPS_LOCK);
            typist.send(InputKind.KEY, Typist.LEFT_SHIFT, 1);
            typist.text("cDé");
            typist.key(0x05);
            typist.send(InputKind.KEY, Typist.LEFT_SHIFT, 0);
            typist.key(Typist.ENTER);
            typist.expect(lines, "aBж\nAcDéB\n");
        }
    }

    @Test
    void shouldPressKeysByPlaceSoThatTheHostsLayoutDecides() throws Exception {
        try (Typist typist = new Typist(folder)) {
            typist.server.run("setxkbmap", "de");
            Path lines = typist.terminal();
            typist.key(0x1c);
            typist.key(0x1d);
            typist.key(0x33);
            typist.key(0x64);
            typist.key(Typist.ENTER);
            typist.expect(lines, "zyö<\n");
        }
    }

    @Test
    void shouldLeaveTheKeyboardAsItWas() throws Exception {
        try (Typist typist = new Typist(folder)) {
            String before = typist.server.run("xmodmap", "-pke");
            Path lines = typist.terminal();
            typist.text("ж中\n");
            typist.expect(lines, "ж中\n");
            assertTrue(!before.equals(typist.server.run("xmodmap", "-pke")));
            typist.device.close();
            assertEquals(before, typist.server.run("xmodmap", "-pke"));
        }
    }
}
