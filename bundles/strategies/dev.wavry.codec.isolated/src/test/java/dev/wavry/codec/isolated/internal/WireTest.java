package dev.wavry.codec.isolated.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.spi.media.Region;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WireTest {
    private final ByteBuffer message = ByteBuffer.allocate(Wire.MOST_BYTES);

    @Test
    void shouldReadWhatItWrote() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Wire.Writer writer = new Wire.Writer(out);
        ByteBuffer one = writer.begin(Wire.CODED).putLong(42);
        Wire.text(one, "w\u00f6rter");
        Wire.region(one, new Region().add(1, 2, 3, 4).add(50, 60, 7, 8));
        writer.send();
        writer.begin(Wire.DONE);
        writer.send();
        ByteArrayInputStream in = new ByteArrayInputStream(out.toByteArray());
        assertTrue(Wire.read(in, message));
        assertEquals(Wire.CODED, message.get());
        assertEquals(42, message.getLong());
        assertEquals("w\u00f6rter", Wire.text(message));
        Region region = new Region();
        assertTrue(Wire.region(message, region, 100, 100));
        assertEquals("[3x4+1+2 7x8+50+60]", region.toString());
        assertTrue(Wire.read(in, message));
        assertEquals(1, message.remaining());
        assertFalse(Wire.read(in, message));
    }

    @Test
    void shouldRefuseMessagesThatAreEmptyTooLongOrCutShort() {
        for (byte[] bad : new byte[][] {{0, 0}, {(byte) 0xff, (byte) 0xff, 1}, {0, 3, 1, 2}}) {
            assertThrows(IOException.class, () -> Wire.read(new ByteArrayInputStream(bad), message));
        }
    }

    @Test
    void shouldRefuseRegionsThatReachOutside() {
        Region region = new Region();
        int[][] bad = {{-1, 0, 1, 1}, {0, 0, 101, 1}, {99, 0, 2, 1}, {0, 99, 1, 2}, {5, 5, Integer.MAX_VALUE, 1}};
        for (int[] one : bad) {
            ByteBuffer bytes = ByteBuffer.allocate(17).put((byte) 1);
            for (int value : one) {
                bytes.putInt(value);
            }
            assertFalse(Wire.region(bytes.flip(), region, 100, 100));
        }
        assertFalse(Wire.region(ByteBuffer.allocate(300).put(0, (byte) 17), region, 100, 100));
        assertFalse(Wire.region(ByteBuffer.allocate(16).put(0, (byte) 1), region, 100, 100));
        assertFalse(Wire.region(ByteBuffer.allocate(0), region, 100, 100));
    }

    @Test
    void shouldTakeAnyBytesForWhatTheyAre() {
        Random random = new Random(11);
        Region region = new Region();
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(64)];
            random.nextBytes(bytes);
            Wire.region(ByteBuffer.wrap(bytes), region, 640, 480);
            for (int r = 0; r < region.count(); r++) {
                assertTrue(region.x(r) >= 0 && region.x(r) + region.width(r) <= 640);
                assertTrue(region.y(r) >= 0 && region.y(r) + region.height(r) <= 480);
            }
            Wire.text(ByteBuffer.wrap(bytes));
        }
        assertNull(Wire.text(ByteBuffer.wrap(new byte[] {0, 9, 1})));
    }
}
