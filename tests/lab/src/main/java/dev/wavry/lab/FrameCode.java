package dev.wavry.lab;

import java.util.function.IntUnaryOperator;

/**
 * A number written as black and white cells that survive a video codec: 16 bits and 8 more to tell a torn or blurred reading.
 *
 * <p>Cells are 16 pixels wide, the block of video codecs, so that chroma and neighbours do not bleed into their middle.
 */
public final class FrameCode {
    /** Side of a cell in pixels. */
    public static final int CELL = 16;
    /** Cells in a code. */
    public static final int CELLS = 24;
    /** Width of a code in pixels. */
    public static final int WIDTH = CELL * CELLS;

    private static final int NUMBER_BITS = 16;
    private static final int MIDDLE_GREY = 3 * 128;

    private FrameCode() {}

    /** Whether a cell is white. */
    public static boolean white(int number, int cell) {
        int bits = number & 0xffff;
        return (cell < NUMBER_BITS ? bits >> cell & 1 : check(bits) >> cell - NUMBER_BITS & 1) != 0;
    }

    private static int check(int number) {
        return (number * 0x9e37 + 0x5b >> 8 ^ number * 31) & 0xff;
    }

    /**
     * Reads a code.
     *
     * @param rowPixels pixels of a row through the middle of the cells, starting at the code's left edge
     * @return the number, -1 if there is no valid code
     */
    public static int read(IntUnaryOperator rowPixels) {
        int bits = 0;
        for (int cell = 0; cell < CELLS; cell++) {
            int rgb = rowPixels.applyAsInt(cell * CELL + CELL / 2);
            int sum = (rgb >> 16 & 0xff) + (rgb >> 8 & 0xff) + (rgb & 0xff);
            bits |= (sum > MIDDLE_GREY ? 1 : 0) << cell;
        }
        int number = bits & 0xffff;
        return check(number) == bits >>> NUMBER_BITS ? number : -1;
    }
}
