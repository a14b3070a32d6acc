package dev.wavry.buffer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.spi.media.FrameInfo;
import dev.wavry.spi.media.FrameSlot;
import dev.wavry.spi.media.MemoryKind;
import dev.wavry.spi.media.PixelFormat;
import dev.wavry.spi.media.VideoFormat;
import dev.wavry.spi.media.VideoFrame;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PicturePoolTest {
    private static final VideoFormat FORMAT = new VideoFormat(640, 480, PixelFormat.BGR0);

    private final PicturePool pool = new PicturePool(2);

    private FrameSlot slot() {
        FrameSlot slot = pool.tryAcquire(FORMAT);
        assertNotNull(slot);
        return slot;
    }

    @Test
    void shouldAnswerNullWhenAllPicturesAreOut() {
        try (VideoFrame first = slot().publish();
                VideoFrame second = slot().publish()) {
            assertNull(pool.tryAcquire(FORMAT));
            assertEquals(2, pool.outstanding());
        }
        assertEquals(0, pool.outstanding());
    }

    @Test
    void shouldLeaveTheMemoryOfAClosedPoolToTheNextOneOfTheSameFormat() {
        VideoFormat odd = new VideoFormat(322, 242, PixelFormat.BGR0);
        PicturePool old = new PicturePool(2);
        FrameSlot home = old.tryAcquire(odd);
        FrameSlot out = old.tryAcquire(odd);
        assertNotNull(home);
        assertNotNull(out);
        VideoFrame stillRead = out.publish();
        long first = home.address(0);
        long second = stillRead.address(0);
        home.close();
        old.close();
        assertNull(old.tryAcquire(odd));
        PicturePool next = new PicturePool(2);
        FrameSlot reused = next.tryAcquire(odd);
        assertNotNull(reused);
        assertEquals(first, reused.address(0));
        assertEquals("[322x242+0+0]", reused.stale().toString());
        FrameSlot fresh = next.tryAcquire(odd);
        assertNotNull(fresh);
        assertTrue(fresh.address(0) != second, "what is still read is nobody else's");
        stillRead.close();
        FrameSlot last = new PicturePool(1).tryAcquire(odd);
        assertNotNull(last);
        assertEquals(second, last.address(0));
    }

    @Test
    void shouldKeepNoMoreSparesThanAllowed() {
        Spares spares = new Spares(100);
        spares.give(FORMAT, new ByteBuffer[] {ByteBuffer.allocate(60)});
        ByteBuffer[] newest = {ByteBuffer.allocate(60)};
        spares.give(FORMAT, newest);
        assertSame(newest, spares.take(FORMAT));
        assertNull(spares.take(FORMAT));
    }

    @Test
    void shouldHandOutTheMemoryThatCameBackLast() {
        VideoFrame first = slot().publish();
        VideoFrame second = slot().publish();
        first.close();
        second.close();
        assertSame(second, slot().publish());
    }

    @Test
    void shouldCallMemoryStaleWhereAnotherPictureIsNewer() {
        VideoFrame first = slot().publish();
        FrameSlot other = slot();
        other.info().damage().add(10, 20, 30, 40);
        other.publish();
        first.close();
        FrameSlot again = slot();
        assertEquals("[30x40+10+20]", again.stale().toString());
        again.publish();
        assertTrue(again.stale().isEmpty());
    }

    @Test
    void shouldCallFreshMemoryAndAbandonedMemoryWhollyStale() {
        FrameSlot slot = slot();
        assertEquals("[640x480+0+0]", slot.stale().toString());
        slot.publish().close();
        slot().close();
        assertEquals("[640x480+0+0]", slot().stale().toString());
    }

    @Test
    void shouldKeepThePictureUntilTheLastHolderLetsGo() {
        VideoFrame frame = slot().publish();
        VideoFrame twin = frame.retain();
        frame.close();
        assertEquals(1, pool.outstanding());
        twin.close();
        assertEquals(0, pool.outstanding());
    }

    @Test
    void shouldReportCountsGivenBackTwice() {
        VideoFrame frame = slot().publish();
        frame.close();
        frame.close();
        assertEquals(1, pool.misuses());
        assertEquals(0, pool.outstanding());
        assertThrows(IllegalStateException.class, frame::retain);
    }

    @Test
    void shouldUseAdoptedMemoryAgainAndAgain() {
        ByteBuffer mine = ByteBuffer.allocateDirect(640 * 480 * 4);
        PicturePool own = new PicturePool(1);
        own.adopt(FORMAT, new ByteBuffer[] {mine}, new int[] {640 * 4});
        for (int i = 0; i < 3; i++) {
            FrameSlot slot = own.tryAcquire(FORMAT);
            assertNotNull(slot);
            try (VideoFrame frame = slot.publish()) {
                assertSame(mine, frame.plane(0));
                assertEquals(NativeMemory.address(mine), frame.address(0));
            }
        }
    }

    @Test
    void shouldMakeMemoryAnewWhenTheSizeChanges() {
        slot().publish().close();
        slot().publish().close();
        VideoFormat other = new VideoFormat(100, 100, PixelFormat.YUV420P);
        FrameSlot slot = pool.tryAcquire(other);
        assertNotNull(slot);
        assertEquals(128, slot.stride(0));
        assertEquals(64, slot.stride(1));
    }

    @Test
    void shouldReleaseWrappedHandlesOnce() {
        AtomicInteger released = new AtomicInteger();
        VideoFrame frame = pool.wrap(new FrameInfo(), FORMAT, MemoryKind.DMABUF, 7, released::incrementAndGet);
        assertNotNull(frame);
        assertEquals(7, frame.nativeHandle());
        assertThrows(IllegalStateException.class, () -> frame.plane(0));
        frame.close();
        frame.close();
        assertEquals(1, released.get());
    }
}
