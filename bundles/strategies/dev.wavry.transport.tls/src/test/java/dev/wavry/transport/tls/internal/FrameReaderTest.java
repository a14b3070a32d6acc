package dev.wavry.transport.tls.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FrameReaderTest {
    private final List<byte[]> got = new ArrayList<>();

    private void keep(ByteBuffer datagram) {
        byte[] bytes = new byte[datagram.remaining()];
        datagram.get(bytes);
        got.add(bytes);
    }

    private static ByteBuffer stream(List<byte[]> datagrams) {
        int bytes = datagrams.stream()
                .mapToInt(d -> d.length + FrameReader.HEAD_BYTES)
                .sum();
        ByteBuffer out = ByteBuffer.allocate(bytes);
        datagrams.forEach(d -> out.putShort((short) d.length).put(d));
        return out.flip();
    }

    private void assertGot(List<byte[]> sent) {
        assertEquals(sent.size(), got.size());
        for (int i = 0; i < sent.size(); i++) {
            assertArrayEquals(sent.get(i), got.get(i), "datagram " + i);
        }
    }

    @Test
    void shouldCutTheSameDatagramsHoweverTheStreamIsCut() {
        Random random = new Random(1);
        List<byte[]> sent = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            byte[] datagram = new byte[1 + random.nextInt(i % 10 == 0 ? FrameReader.LARGEST_BYTES : 300)];
            random.nextBytes(datagram);
            sent.add(datagram);
        }
        ByteBuffer all = stream(sent);
        FrameReader reader = new FrameReader();
        while (all.hasRemaining()) {
            int bytes = Math.min(all.remaining(), 1 + random.nextInt(700));
            assertTrue(reader.take(all.slice(all.position(), bytes), this::keep));
            all.position(all.position() + bytes);
        }
        assertGot(sent);
        assertFalse(reader.begun());
    }

    @Test
    void shouldSayThatADatagramWasBegun() {
        FrameReader reader = new FrameReader();
        assertTrue(reader.take(ByteBuffer.wrap(new byte[] {0}), this::keep));
        assertTrue(reader.begun());
        assertTrue(reader.take(ByteBuffer.wrap(new byte[] {2, 7}), this::keep));
        assertTrue(reader.begun());
        assertTrue(reader.take(ByteBuffer.wrap(new byte[] {8}), this::keep));
        assertFalse(reader.begun());
        assertEquals(1, reader.ended());
        assertGot(List.of(new byte[] {7, 8}));
    }

    @Test
    void shouldRefuseDatagramsWithoutBytesAndOnesThatAreTooLong() {
        assertFalse(new FrameReader().take(ByteBuffer.wrap(new byte[] {0, 0}), this::keep));
        int tooLong = FrameReader.LARGEST_BYTES + 1;
        byte[] head = {(byte) (tooLong >> 8), (byte) tooLong};
        assertFalse(new FrameReader().take(ByteBuffer.wrap(head), this::keep));
        assertTrue(got.isEmpty());
    }
}
