package dev.wavry.buffer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.spi.media.CodedFrame;
import dev.wavry.spi.media.FrameInfo;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CodedPoolTest {
    private final CodedPool pool = new CodedPool(1);
    private final AtomicInteger released = new AtomicInteger();

    private CodedFrame frame() {
        ByteBuffer bytes = NativeMemory.allocate(16);
        CodedFrame frame = pool.coded(
                new FrameInfo().sequence(9), true, bytes, NativeMemory.address(bytes), released::incrementAndGet);
        assertNotNull(frame);
        return frame;
    }

    @Test
    void shouldGiveTheBytesBackWhenTheLastHolderLetsGo() {
        CodedFrame frame = frame();
        frame.retain();
        frame.close();
        assertEquals(0, released.get());
        frame.close();
        assertEquals(1, released.get());
        assertThrows(IllegalStateException.class, frame::payload);
    }

    @Test
    void shouldAnswerNullWhenAllFramesAreOut() {
        CodedFrame frame = frame();
        assertNull(pool.coded(new FrameInfo(), false, ByteBuffer.allocateDirect(1), 1, () -> {}));
        frame.close();
        assertEquals(0, pool.outstanding());
    }

    @Test
    void shouldCopyWhatIsKnownOfThePicture() {
        try (CodedFrame frame = frame()) {
            assertEquals(9, frame.info().sequence());
        }
    }

    @Test
    void shouldTellPartsThatStandAloneFromFrames() {
        try (CodedFrame frame = frame()) {
            assertFalse(frame.independent());
        }
        ByteBuffer bytes = NativeMemory.allocate(16);
        try (CodedFrame part =
                pool.codedPart(new FrameInfo(), false, bytes, NativeMemory.address(bytes), released::incrementAndGet)) {
            assertNotNull(part);
            assertTrue(part.independent());
        }
    }

    @Test
    void shouldReportCountsGivenBackTwice() {
        CodedFrame frame = frame();
        frame.close();
        frame.close();
        assertEquals(1, pool.misuses());
        assertEquals(1, released.get());
    }
}
