package dev.wavry.codec.raw.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wavry.spi.media.Region;
import dev.wavry.spi.media.VideoFormat;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class LayoutTest {
    private final VideoFormat format = new VideoFormat(1365, 767, Layout.PIXELS);
    private final int[] rectangles = new int[Region.MAX_RECTANGLES * 4];

    private ByteBuffer frame(Region region) {
        ByteBuffer bytes = ByteBuffer.allocate((int) Layout.size(region));
        Layout.writeHeader(bytes, format, region);
        return bytes;
    }

    @Test
    void shouldReadWhatItWrote() {
        Region region = new Region().add(1, 2, 3, 4).add(1300, 700, 65, 67);
        assertEquals(2, Layout.readHeader(frame(region), format, rectangles));
        assertEquals(1300, rectangles[4]);
        assertEquals(67, rectangles[7]);
    }

    @Test
    void shouldRefuseARectangleThatReachesOutside() {
        Region region = new Region().add(1300, 700, 66, 67);
        assertEquals(-1, Layout.readHeader(frame(region), format, rectangles));
    }

    @Test
    void shouldRefuseAFrameThatIsOneByteShortOrLong() {
        ByteBuffer bytes = frame(new Region().add(0, 0, 2, 2));
        assertEquals(1, Layout.readHeader(bytes, format, rectangles));
        assertEquals(-1, Layout.readHeader(bytes.limit(bytes.limit() - 1), format, rectangles));
        ByteBuffer longer = ByteBuffer.allocate(bytes.capacity() + 1).put(0, bytes.array());
        assertEquals(-1, Layout.readHeader(longer, format, rectangles));
    }

    @Test
    void shouldRefuseAnotherSize() {
        ByteBuffer bytes = frame(new Region());
        assertEquals(0, Layout.readHeader(bytes, format, rectangles));
        assertEquals(-1, Layout.readHeader(bytes, new VideoFormat(1366, 767, Layout.PIXELS), rectangles));
    }

    @Test
    void shouldRefuseMoreRectanglesThanARegionHolds() {
        ByteBuffer bytes = ByteBuffer.allocate(4096);
        Layout.writeHeader(bytes, format, new Region());
        bytes.put(4, (byte) (Region.MAX_RECTANGLES + 1));
        assertEquals(-1, Layout.readHeader(bytes, format, rectangles));
    }
}
