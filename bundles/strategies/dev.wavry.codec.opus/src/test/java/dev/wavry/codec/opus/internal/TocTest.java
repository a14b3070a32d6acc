package dev.wavry.codec.opus.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class TocTest {
    private static int samples(int... bytes) {
        ByteBuffer packet = ByteBuffer.allocate(bytes.length);
        for (int one : bytes) {
            packet.put((byte) one);
        }
        return Toc.samples(packet.flip());
    }

    @Test
    void shouldReadTheLengthOfEveryKindOfFrame() {
        assertEquals(480, samples(0 << 3));
        assertEquals(2880, samples(3 << 3));
        assertEquals(480, samples(12 << 3));
        assertEquals(960, samples(15 << 3));
        assertEquals(120, samples(16 << 3));
        assertEquals(240, samples(29 << 3));
        assertEquals(960, samples(31 << 3));
    }

    @Test
    void shouldCountFrames() {
        assertEquals(480, samples(29 << 3 | 1));
        assertEquals(480, samples(29 << 3 | 2));
        assertEquals(3 * 240, samples(29 << 3 | 3, 3));
    }

    @Test
    void shouldFindNoLengthWhereNoneIs() {
        assertEquals(-1, samples());
        assertEquals(-1, samples(29 << 3 | 3));
        assertEquals(-1, samples(29 << 3 | 3, 0));
        assertEquals(-1, samples(29 << 3 | 3, 0x3f));
    }

    @Test
    void shouldMakeALostPacketOfTheRightLengthForEveryLayout() {
        for (Layout layout : Layout.values()) {
            for (int frame : new int[] {240, 480, 960}) {
                assertEquals(frame, Toc.samples(ByteBuffer.wrap(layout.lost(frame))), layout + " " + frame);
            }
        }
    }
}
