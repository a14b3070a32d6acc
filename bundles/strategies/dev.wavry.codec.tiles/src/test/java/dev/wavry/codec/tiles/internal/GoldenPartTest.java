package dev.wavry.codec.tiles.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The bytes in {@code docs/tiles.md} are those that are written and read. */
class GoldenPartTest {
    private static final Path DOCUMENT = Path.of("../../../docs/tiles.md");
    private static final int WHITE = 0xffffff;

    private final Grid grid = new Grid(160, 64);
    private final int caret = grid.tile(0, 1);

    private static byte[] documented() throws Exception {
        String hex = Files.readAllLines(DOCUMENT).stream()
                .dropWhile(line -> !line.equals("```golden caret"))
                .skip(1)
                .takeWhile(line -> !line.equals("```"))
                .map(line -> line.replaceAll("#.*", "").replaceAll("\\s", ""))
                .collect(Collectors.joining());
        return HexFormat.of().parseHex(hex);
    }

    private int[] pictureWithCaret() {
        int[] picture = grid.newPicture();
        for (int row = 0; row < Grid.TILE; row++) {
            int at = grid.offset(caret) + row * grid.stride;
            java.util.Arrays.fill(picture, at, at + 8, WHITE);
        }
        return picture;
    }

    @Test
    void shouldWriteWhatTheDocumentShows() throws Exception {
        ByteBuffer bytes = ByteBuffer.allocateDirect(PartBuffer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        try (PartWriter writer = new PartWriter(grid)) {
            writer.begin();
            writer.add(caret, pictureWithCaret(), false, -1, null);
            writer.finish(bytes, 2, false);
        }
        byte[] written = new byte[bytes.limit()];
        bytes.get(0, written);
        String plain = HexFormat.of().formatHex(HostilePartsTest.unpacked(written));
        assertEquals(HexFormat.of().formatHex(documented()), plain);
    }

    @Test
    void shouldReadWhatTheDocumentShows() throws Exception {
        byte[] part = documented();
        ByteBuffer bytes = ByteBuffer.allocateDirect(part.length).put(0, part);
        try (PartReader reader = new PartReader(grid)) {
            assertTrue(reader.read(bytes));
            assertEquals(2, reader.number());
            assertEquals(1, reader.count());
            assertEquals(caret, reader.tile(0));
            int[] picture = grid.newPicture();
            reader.paint(0, picture, new Slots());
            org.junit.jupiter.api.Assertions.assertArrayEquals(pictureWithCaret(), picture);
        }
    }
}
