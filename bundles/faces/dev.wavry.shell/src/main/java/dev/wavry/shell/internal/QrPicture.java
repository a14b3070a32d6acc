package dev.wavry.shell.internal;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.util.ArrayList;
import java.util.List;

/** A QR code (ISO/IEC 18004) as lines of half blocks, two modules in each character. */
final class QrPicture {
    /** Light modules that the standard wants around it. */
    private static final int QUIET = 4;

    /** Black on white whatever the terminal's own colours are, because many readers refuse the negative. */
    private static final String COLOURS = "\033[38;5;16;48;5;231m";

    private static final String NO_COLOURS = "\033[0m";

    private final ByteMatrix modules;

    /** @throws IllegalArgumentException if the text is too long for any */
    QrPicture(String text) {
        try {
            modules = Encoder.encode(text, ErrorCorrectionLevel.L).getMatrix();
        } catch (WriterException e) {
            // Without the text, which is a secret.
            throw new IllegalArgumentException("a text of " + text.length() + " characters makes no QR code", e);
        }
    }

    /** Characters of a line. */
    int width() {
        return modules.getWidth() + 2 * QUIET;
    }

    /** Lines to print. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (int y = -QUIET; y < modules.getHeight() + QUIET; y += 2) {
            StringBuilder line = new StringBuilder(COLOURS);
            for (int x = -QUIET; x < modules.getWidth() + QUIET; x++) {
                line.append(block(dark(x, y), dark(x, y + 1)));
            }
            lines.add(line.append(NO_COLOURS).toString());
        }
        return lines;
    }

    private static char block(boolean above, boolean below) {
        if (above) {
            return below ? '\u2588' : '\u2580';
        }
        return below ? '\u2584' : ' ';
    }

    private boolean dark(int x, int y) {
        return x >= 0 && y >= 0 && x < modules.getWidth() && y < modules.getHeight() && modules.get(x, y) == 1;
    }
}
