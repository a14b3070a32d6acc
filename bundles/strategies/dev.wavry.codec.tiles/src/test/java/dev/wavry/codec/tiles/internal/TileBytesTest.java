package dev.wavry.codec.tiles.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wavry.buffer.NativeMemory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TileBytesTest {
    private final Grid grid = new Grid(48, 48);
    private final int offset = grid.offset(1, 1);
    private final ByteBuffer bytes = NativeMemory.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
    private final TileClassifier classifier = new TileClassifier();
    private final Random random = new Random(5);

    private int[] picture(int colours) {
        int[] palette = random.ints(colours, 0, 1 << 24).toArray();
        int[] picture = grid.newPicture();
        for (int y = 0; y < Grid.TILE; y++) {
            for (int x = 0; x < Grid.TILE; x++) {
                picture[offset + y * grid.stride + x] = palette[random.nextInt(colours)];
            }
        }
        return picture;
    }

    private void assertPalette(int colours, int kind) {
        int[] picture = picture(colours);
        assertEquals(kind, classifier.classify(picture, offset, grid.stride));
        int end = TileBytes.putPalette(bytes, 3, kind, classifier);
        int[] read = grid.newPicture();
        assertEquals(end, TileBytes.getPalette(bytes, 3, kind, new int[16], read, offset, grid.stride));
        assertArrayEquals(picture, read);
    }

    @Test
    void shouldKeepTilesOfFewColours() {
        for (int round = 0; round < 50; round++) {
            assertPalette(2, Layout.TWO_COLOURS);
            assertPalette(3 + round % 2, Layout.FOUR_COLOURS);
            assertPalette(5 + round % 12, Layout.SIXTEEN_COLOURS);
        }
    }

    @Test
    void shouldTellOneColourFromTwo() {
        int[] picture = picture(1);
        assertEquals(Layout.SOLID, classifier.classify(picture, offset, grid.stride));
        picture[offset + 15 * grid.stride + 15] ^= 1;
        assertEquals(Layout.TWO_COLOURS, classifier.classify(picture, offset, grid.stride));
    }

    @Test
    void shouldTellTextFromPhotographs() {
        int[] picture = picture(200);
        assertEquals(Layout.PHOTO, classifier.classify(picture, offset, grid.stride));
        for (int y = 0; y < Grid.TILE; y++) {
            java.util.Arrays.fill(picture, offset + y * grid.stride + 4, offset + y * grid.stride + 12, 0);
        }
        assertEquals(Layout.PLAIN, classifier.classify(picture, offset, grid.stride));
    }

    @Test
    void shouldKeepPhotographsAndPlainTiles() {
        int[] picture = picture(256);
        int end = TileBytes.putPhoto(bytes, 1, picture, offset, grid.stride);
        assertEquals(1 + Layout.PHOTO_BYTES, end);
        int[] read = grid.newPicture();
        assertEquals(end, TileBytes.getPhoto(bytes, 1, read, offset, grid.stride));
        assertArrayEquals(picture, read);
        TileBytes.putPlain(bytes.asIntBuffer(), 2, picture, offset, grid.stride);
        int[] plain = grid.newPicture();
        TileBytes.getPlain(bytes.asIntBuffer(), 2, plain, offset, grid.stride);
        assertArrayEquals(picture, plain);
    }

    @Test
    void shouldTakeTheMeanOfEachSquareOfARoughTile() {
        int[] picture = grid.newPicture();
        for (int y = 0; y < 4; y++) {
            for (int x = 0; x < 4; x++) {
                picture[offset + y * grid.stride + x] = x < 2 ? 0xff0010 : 0x00ff30;
            }
        }
        int end = TileBytes.putRough(bytes, 0, picture, offset, grid.stride);
        assertEquals(Layout.ROUGH_BYTES, end);
        TileBytes.getRough(bytes, 0, picture, offset, grid.stride);
        assertEquals(0x7f7f20, picture[offset]);
        assertEquals(0x7f7f20, picture[offset + 3 * grid.stride + 3]);
        assertEquals(0, picture[offset + 4]);
    }
}
