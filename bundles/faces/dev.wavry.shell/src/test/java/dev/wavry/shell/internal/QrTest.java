package dev.wavry.shell.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import dev.wavry.api.ErrorKind;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is printed is what a camera reads. */
@Timeout(20)
class QrTest {
    private static final int PIXELS = 8;

    @TempDir
    Path home;

    private Typed typed;

    @BeforeEach
    void sit() {
        typed = new Typed(home);
        typed.terminal = true;
        typed.environment.putAll(Map.of("LANG", "en_GB.UTF-8", "COLUMNS", "60", "TERM", "xterm"));
        listens("192.168.7.9:7400");
    }

    private void listens(String address) {
        Map<String, String> code =
                Map.of("event", "code", "code", "ABCD-EFGH", "minutes", "5", "address", address, "port", "7400");
        typed.wavry.answers = List.of(code, Map.of("event", "paired", "id", "CLIENT"));
    }

    /** Reads half blocks as a camera sees them: two modules a character, black on white. */
    private static String seen(List<String> printed) throws Exception {
        List<String> lines = printed.stream()
                .filter(line -> line.startsWith("\033[38;5;16;48;5;231m"))
                .map(line -> line.replaceAll("\033\\[[0-9;]*m", ""))
                .toList();
        int width = lines.get(0).length() * PIXELS;
        int height = lines.size() * 2 * PIXELS;
        int[] rgb = new int[width * height];
        Arrays.fill(rgb, 0xffffff);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                char block = lines.get(y / PIXELS / 2).charAt(x / PIXELS);
                boolean above = y / PIXELS % 2 == 0;
                if (block == '\u2588' || block == (above ? '\u2580' : '\u2584')) {
                    rgb[y * width + x] = 0;
                }
            }
        }
        BinaryBitmap picture = new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(width, height, rgb)));
        return new QRCodeReader()
                .decode(picture, Map.of(DecodeHintType.TRY_HARDER, true))
                .getText();
    }

    private boolean anything() {
        return typed.out().contains("\033[38");
    }

    @Test
    void shouldShowAddressAndCodeToACamera() throws Exception {
        typed.type("pair");
        assertEquals("wavry:pair?at=192.168.7.9:7400&code=ABCDEFGH", seen(typed.lines()));
        PairText read = PairText.parse(seen(typed.lines()));
        assertEquals("192.168.7.9:7400", Addresses.format(read.address()));
        assertEquals("ABCDEFGH", read.code());
    }

    @Test
    void shouldNameAnAddressOfTheMachineInsteadOfAllOfThem() throws Exception {
        listens("0.0.0.0:7400");
        typed.type("pair", "--qr");
        String text = seen(typed.lines());
        assertTrue(text.matches("wavry:pair\\?at=[1-9][0-9.]+:7400&code=ABCDEFGH"), text);
    }

    @Test
    void shouldShowNoneWhereItCannotBeSeen() {
        for (Map<String, String> place :
                List.of(Map.of("COLUMNS", "30"), Map.of("LANG", "C"), Map.of("TERM", "dumb"))) {
            sit();
            typed.environment.putAll(place);
            typed.type("pair");
            assertFalse(anything(), place::toString);
            assertFalse(typed.err().contains("QR"), "nobody asked for it");
            typed.type("pair", "--qr");
            assertFalse(anything(), place::toString);
            assertTrue(typed.err().contains("There is no QR code, because"), typed::err);
        }
        sit();
        listens("127.0.0.1:7400");
        typed.type("pair");
        assertFalse(anything(), "nobody elsewhere could connect");
    }

    @Test
    void shouldNeverWriteOneToWhatIsNoTerminal() {
        typed.terminal = false;
        typed.type("pair", "--qr");
        assertEquals(ErrorKind.USAGE.exitCode(), typed.exitCode);
        assertEquals("", typed.out());
        QrPlace.of(typed.surroundings(java.io.InputStream.nullInputStream()), true)
                .show("192.168.7.9:7400", "ABCD-EFGH");
        assertEquals("", typed.out());
    }

    @Test
    void shouldPairByTheTextOfAPicture() {
        typed.type("pair-with", "wavry:pair?at=192.168.7.9:7400&code=ABCDEFGH");
        assertEquals("ABCDEFGH", typed.wavry.pairs.get(0).code());
        assertEquals(
                "192.168.7.9:7400", Addresses.format(typed.wavry.pairs.get(0).address()));
    }

    @Test
    void shouldRefuseOtherTexts() {
        assertNull(PairText.parse("desk:7400").code());
        for (String text : List.of(
                "wavry:pair?at=desk:7400",
                "wavry:pair?at=desk:7400&code=",
                "wavry:pair?at=&code=A",
                "wavry:pair?at=desk:7400&code=A&more=1",
                "wavry:other?at=desk:7400&code=A",
                "")) {
            assertThrows(IllegalArgumentException.class, () -> PairText.parse(text), text);
        }
        assertFalse(
                PairText.parse("wavry:pair?at=desk:7400&code=SECRET").toString().contains("SECRET"));
    }
}
