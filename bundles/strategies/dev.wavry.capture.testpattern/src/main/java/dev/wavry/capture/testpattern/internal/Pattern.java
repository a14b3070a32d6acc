package dev.wavry.capture.testpattern.internal;

import dev.wavry.spi.media.FrameSlot;
import dev.wavry.spi.media.Region;
import dev.wavry.spi.media.VideoFormat;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** What the picture of each number looks like; every part of every picture can be painted by itself. */
final class Pattern {
    private static final int BLOCK = 16;
    private static final int BITS = 32;
    private static final int SQUARE = 48;
    private static final int SQUARE_COLOUR = 0xffe040;
    private static final int STEP_X = 7;
    private static final int STEP_Y = 5;
    private static final int SCROLL = 3;

    private final VideoFormat format;
    private final boolean everythingMoves;
    private final int rowBytes;
    private final int blocksPerRow;
    private final int numberWidth;
    private final int numberHeight;
    private final ByteBuffer background;
    private final ByteBuffer colours;

    Pattern(VideoFormat format, boolean everythingMoves) {
        this.format = format;
        this.everythingMoves = everythingMoves;
        this.rowBytes = format.width() * 4;
        this.blocksPerRow = Math.min(BITS, format.width() / BLOCK);
        this.numberWidth = blocksPerRow * BLOCK;
        this.numberHeight = (BITS + blocksPerRow - 1) / blocksPerRow * BLOCK;
        this.background = background(format);
        this.colours = colours();
    }

    VideoFormat format() {
        return format;
    }

    /** Adds what differs between the picture before and this one. */
    void addChange(int number, Region into) {
        if (everythingMoves) {
            into.full(format.width(), format.height());
            return;
        }
        into.add(squareX(number - 1), squareY(number - 1), SQUARE, SQUARE);
        into.add(squareX(number), squareY(number), SQUARE, SQUARE);
        // Counting up changes the lowest bits only, which come last.
        int firstChanged = Integer.numberOfLeadingZeros(number ^ (number - 1));
        for (int row = firstChanged / blocksPerRow; row * BLOCK < numberHeight; row++) {
            int from = row == firstChanged / blocksPerRow ? firstChanged % blocksPerRow : 0;
            int to = Math.min(blocksPerRow, BITS - row * blocksPerRow);
            into.add(from * BLOCK, row * BLOCK, (to - from) * BLOCK, BLOCK);
        }
    }

    /** Paints a region of a picture. */
    void paint(FrameSlot slot, int number, Region region) {
        for (int i = 0; i < region.count(); i++) {
            int right = region.x(i) + region.width(i);
            int bottom = region.y(i) + region.height(i);
            paintBackground(slot, number, region.x(i), region.y(i), right, bottom);
            paintSquare(slot, number, region.x(i), region.y(i), right, bottom);
            paintNumber(slot, number, region.x(i), region.y(i), right, bottom);
        }
    }

    private void paintBackground(FrameSlot slot, int number, int left, int top, int right, int bottom) {
        int scrolled = everythingMoves ? Math.floorMod(number * SCROLL, format.height()) : 0;
        for (int y = top; y < bottom; y++) {
            int from = (y + scrolled) % format.height();
            put(slot, y, left, right, background, from * rowBytes + left * 4);
        }
    }

    private void paintSquare(FrameSlot slot, int number, int left, int top, int right, int bottom) {
        int from = Math.max(left, squareX(number));
        int to = Math.min(right, squareX(number) + SQUARE);
        int end = Math.min(bottom, squareY(number) + SQUARE);
        for (int y = Math.max(top, squareY(number)); y < end && from < to; y++) {
            put(slot, y, from, to, colours, 2 * BLOCK * 4);
        }
    }

    private void paintNumber(FrameSlot slot, int number, int left, int top, int right, int bottom) {
        for (int y = top; y < Math.min(bottom, numberHeight); y++) {
            for (int column = left / BLOCK; column < blocksPerRow && column * BLOCK < right; column++) {
                int bit = y / BLOCK * blocksPerRow + column;
                if (bit < BITS) {
                    boolean one = (number >>> (BITS - 1 - bit) & 1) != 0;
                    int from = Math.max(left, column * BLOCK);
                    int to = Math.min(right, column * BLOCK + BLOCK);
                    put(slot, y, from, to, colours, one ? BLOCK * 4 : 0);
                }
            }
        }
    }

    private static void put(FrameSlot slot, int y, int from, int to, ByteBuffer source, int at) {
        slot.plane(0).put(y * slot.stride(0) + from * 4, source, at, (to - from) * 4);
    }

    private int squareX(int number) {
        return bounce(number * STEP_X, format.width() - SQUARE);
    }

    private int squareY(int number) {
        int room = format.height() - SQUARE;
        // Below the number where there is room, so that both can be read.
        int top = Math.min(numberHeight, room);
        return top + bounce(number * STEP_Y, room - top);
    }

    /** Runs from 0 to {@code most} and back again. */
    private static int bounce(int distance, int most) {
        if (most <= 0) {
            return 0;
        }
        int phase = Math.floorMod(distance, 2 * most);
        return phase <= most ? phase : 2 * most - phase;
    }

    private static ByteBuffer background(VideoFormat format) {
        int width = format.width();
        int height = format.height();
        ByteBuffer pixels = ByteBuffer.allocate(width * height * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int red = x * 255 / width;
                int green = y * 255 / height;
                int blue = ((x >> 5 ^ y >> 5) & 1) == 0 ? 64 : 192;
                pixels.putInt((y * width + x) * 4, red << 16 | green << 8 | blue);
            }
        }
        return pixels;
    }

    /** A row of black and one of white as long as a block, then one of the square's colour. */
    private static ByteBuffer colours() {
        ByteBuffer pixels = ByteBuffer.allocate((2 * BLOCK + SQUARE) * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 2 * BLOCK + SQUARE; i++) {
            pixels.putInt(i < BLOCK ? 0 : i < 2 * BLOCK ? 0xffffff : SQUARE_COLOUR);
        }
        return pixels;
    }
}
