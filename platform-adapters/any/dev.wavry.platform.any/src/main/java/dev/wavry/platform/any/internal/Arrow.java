package dev.wavry.platform.any.internal;

import dev.wavry.spi.capture.CursorShape;
import java.nio.IntBuffer;

/** The pointer that stands for any pointer. */
final class Arrow {
    private static final int SIDE = 14;
    private static final int BLACK = 0xff000000;
    private static final int WHITE = 0xffffffff;

    private Arrow() {}

    /** A white triangle with a black edge that points to its upper left corner. */
    static CursorShape shape() {
        int[] argb = new int[SIDE * SIDE];
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x <= y; x++) {
                boolean edge = x == 0 || x == y || y == SIDE - 1;
                argb[y * SIDE + x] = edge ? BLACK : WHITE;
            }
        }
        return new CursorShape(1, SIDE, SIDE, 0, 0, IntBuffer.wrap(argb).asReadOnlyBuffer());
    }
}
