package dev.wavry.rift;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.rift.Recorder.Frame;
import dev.wavry.rift.SimulatedNetwork.Path;
import dev.wavry.spi.media.Stage;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Video between two ends: repair, order, key frames, freshness. */
@Timeout(30)
class VideoTest {
    private static final long MILLI = SimulatedNetwork.MILLI;

    /** A source of frames that sends a key frame when asked. */
    private static final class Source {
        final Ends ends;
        final Random random = new Random(9);
        final Map<String, byte[]> sent = new HashMap<>();
        final VideoHeader header = new VideoHeader();
        long sequence;
        boolean keyWanted = true;
        int epoch;

        Source(Ends ends) {
            this.ends = ends;
            ends.host.onKeyFrameRequest = () -> keyWanted = true;
        }

        SendResult send(int epochNumber, long number, boolean key, int bytes) {
            byte[] payload = new byte[bytes];
            random.nextBytes(payload);
            header.clear().set(0, epochNumber, number, key);
            header.nanos(Stage.CHANGED, ends.net.hostNow()).nanos(Stage.ENCODED, ends.net.hostNow() + 3000);
            header.damage().add(1, 2, 30, 40);
            sent.put(epochNumber + "/" + number, payload);
            return ends.net.host.sendVideo(header, ByteBuffer.wrap(payload), ends.net.hostNow());
        }

        void next(int bytes) {
            SendResult result = send(epoch, sequence++, keyWanted, keyWanted ? 4 * bytes : bytes);
            keyWanted = result == SendResult.FULL;
        }
    }

    /** Every frame is exact, in order within its epoch, and decodable: a gap is followed by a key frame. */
    private static void checkDelivered(Ends ends, Source source) {
        Map<Integer, Long> last = new HashMap<>();
        for (Frame frame : ends.client.frames) {
            assertArrayEquals(source.sent.get(frame.epoch() + "/" + frame.sequence()), frame.payload());
            long before = last.getOrDefault(frame.epoch(), -1L);
            assertTrue(frame.sequence() > before, frame.sequence() + " after " + before);
            assertTrue(frame.key() || frame.sequence() == before + 1, "gap before " + frame.sequence());
            last.put(frame.epoch(), frame.sequence());
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.01, 0.05, 0.15, 0.3})
    void shouldSettleToTheNewestFrameAfterEachPause(double loss) {
        Ends ends = new Ends(100 + (long) (100 * loss), Path.lossy(loss)).connected();
        Source source = new Source(ends);
        int pauses = 12;
        for (int pause = 0; pause < pauses; pause++) {
            for (int i = 0; i < 20; i++) {
                source.next(1000 + source.random.nextInt(20_000));
                ends.net.run(16 * MILLI);
            }
            for (int i = 0; i < 400 && !settled(ends, source); i++) {
                if (source.keyWanted) {
                    source.next(5000);
                }
                ends.net.run(10 * MILLI);
            }
            assertTrue(
                    settled(ends, source),
                    "pause " + pause + ": far side has " + newest(ends) + " of " + source.sequence);
        }
        checkDelivered(ends, source);
        if (loss == 0) {
            assertEquals(source.sequence, ends.client.frames.size());
            assertEquals(0, ends.client.lost);
        }
        long total = source.sequence;
        assertTrue(ends.client.frames.size() > total / 2, ends.client.frames.size() + " of " + total);
    }

    private static long newest(Ends ends) {
        return ends.client.frames.isEmpty()
                ? -1
                : ends.client.frames.get(ends.client.frames.size() - 1).sequence();
    }

    private static boolean settled(Ends ends, Source source) {
        String newest = "0/" + source.epoch + "/" + (source.sequence - 1);
        return newest(ends) == source.sequence - 1 && ends.host.acknowledged.contains(newest);
    }

    @Test
    void shouldRepairALostPieceWithoutAKeyFrame() {
        Ends ends = new Ends(200, Path.perfect()).connected();
        Source source = new Source(ends);
        source.next(5000);
        ends.net.run(20 * MILLI);
        for (int i = 0; i < 50; i++) {
            ends.net.path = new Path(0.2, 0, 0, MILLI, 0);
            source.next(30_000);
            ends.net.run(2 * MILLI);
            ends.net.path = Path.perfect();
            ends.net.run(14 * MILLI);
        }
        ends.net.run(100 * MILLI);
        assertEquals(51, ends.client.frames.size());
        assertEquals(0, ends.client.lost);
        assertEquals(0, ends.host.keyFrameRequests.size());
        checkDelivered(ends, source);
        RiftStats stats = new RiftStats();
        ends.net.host.stats(stats);
        assertTrue(stats.get(RiftCounter.VIDEO_REPAIRED) > 20);
        assertTrue(stats.get(RiftCounter.PACKETS_LOST) > 20);
    }

    @Test
    void shouldAskOnceForAKeyFrameAfterLosingAFrameForGood() {
        Ends ends = new Ends(201, Path.perfect()).connected();
        Source source = new Source(ends);
        source.next(5000);
        ends.net.run(20 * MILLI);
        ends.net.path = new Path(1, 0, 0, MILLI, 0);
        source.next(5000);
        // Longer than the frame's deadline and shorter than that of the session.
        ends.net.run(600 * MILLI);
        // The frame is overwritten in the history: nobody can repair it.
        byte[] big = new byte[15 << 20];
        ends.net.path = Path.perfect();
        source.send(9, 0, true, big.length);
        source.send(9, 1, true, big.length);
        source.next(5000);
        for (int i = 0; i < 200; i++) {
            if (source.keyWanted) {
                source.next(1000);
            }
            ends.net.run(10 * MILLI);
        }
        assertEquals(1, ends.client.lost);
        assertEquals(1, ends.host.keyFrameRequests.size());
        assertEquals(source.sequence - 1, newestOf(ends, 0));
        checkDelivered(ends, source);
    }

    private static long newestOf(Ends ends, int epoch) {
        long newest = -1;
        for (Frame frame : ends.client.frames) {
            newest = frame.epoch() == epoch ? frame.sequence() : newest;
        }
        return newest;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1})
    void shouldDeliverTwoEpochsEachInOrderDuringAHandOver(double loss) {
        Ends ends = new Ends(210 + (long) (100 * loss), Path.lossy(loss)).connected();
        Source source = new Source(ends);
        for (int i = 0; i < 30; i++) {
            source.next(8000);
            ends.net.run(16 * MILLI);
        }
        for (int i = 0; i < 10; i++) {
            source.next(8000);
            source.send(1, i, i == 0, 9000);
            ends.net.run(16 * MILLI);
        }
        SessionTest.settle(ends, () -> ends.host.acknowledged.contains("0/1/9"));
        checkDelivered(ends, source);
        assertEquals(9, newestOf(ends, 1));
        int switches = 0;
        int before = 0;
        for (Frame frame : ends.client.frames) {
            switches += frame.epoch() != before ? 1 : 0;
            before = frame.epoch();
        }
        assertTrue(switches > 5, "the epochs did not interleave: " + switches);
    }

    @Test
    void shouldCarryTheHeaderAcrossClocks() {
        Ends ends = new Ends(220, Path.perfect());
        ends.net.hostClockAheadNanos = 55_000_000_000L;
        ends.connected();
        Source source = new Source(ends);
        long changed = ends.net.hostNow() / 1000 * 1000;
        source.next(50_000);
        ends.net.run(50 * MILLI);
        VideoHeader header = ends.client.headers.get(0);
        assertEquals(changed, header.nanos(Stage.CHANGED));
        assertEquals(changed + 3000, header.nanos(Stage.ENCODED));
        assertEquals(0, header.nanos(Stage.CAPTURED));
        assertTrue(header.nanos(Stage.SENT) >= changed && header.nanos(Stage.SENT) < changed + 20 * MILLI);
        assertEquals("[30x40+1+2]", header.damage().toString());
    }

    @Test
    void shouldBeginWithTheKeyFrameAViewerJoinsAt() {
        Ends ends = new Ends(221, Path.lossy(0.2)).connected();
        Source source = new Source(ends);
        source.sequence = 123_456;
        for (int i = 0; i < 10; i++) {
            source.next(6000);
            ends.net.run(16 * MILLI);
        }
        SessionTest.settle(ends, () -> newest(ends) == source.sequence - 1);
        checkDelivered(ends, source);
    }

    @Test
    void shouldAskForAKeyFrameWhenTheReceiverWantsOne() {
        Ends ends = new Ends(222, Path.perfect()).connected();
        Source source = new Source(ends);
        source.next(6000);
        SessionTest.settle(ends, () -> newest(ends) == 0);
        ends.net.path = Path.lossy(0.3);
        ends.net.client.requestKeyFrame(0, 0, ends.net.now);
        SessionTest.settle(ends, () -> source.keyWanted);
        ends.net.path = Path.perfect();
        source.next(6000);
        SessionTest.settle(ends, () -> newest(ends) == 1);
        assertTrue(ends.client.frames.get(1).key());
        assertEquals(1, ends.host.keyFrameRequests.size());
    }

    @Test
    void shouldNotTakeMoreMemoryThanAllowedWhenFramesAreNotReleased() {
        RiftSettings small = RiftSettings.defaults().withVideoBytes(1 << 20, 1 << 20);
        Ends ends = new Ends(223, Path.perfect(), small, small, null).connected();
        ends.client.keepFrames = true;
        Source source = new Source(ends);
        for (int i = 0; i < 100; i++) {
            source.next(30_000);
            ends.net.run(16 * MILLI);
        }
        assertTrue(ends.client.frames.size() < 34, ends.client.frames.size() + " frames in 1 MiB");
        ends.client.keepFrames = false;
        ends.client.kept.forEach(VideoFrameView::release);
        for (int i = 0; i < 200 && newest(ends) != source.sequence - 1; i++) {
            if (source.keyWanted) {
                source.next(3000);
            }
            ends.net.run(10 * MILLI);
        }
        assertEquals(source.sequence - 1, newest(ends));
        checkDelivered(ends, source);
    }

    @Test
    void shouldCarryTheLargestFrame() {
        Ends ends = new Ends(
                        224,
                        Path.lossy(0.01),
                        RiftSettings.defaults().withMaxDatagramBytes(16384),
                        RiftSettings.defaults().withMaxDatagramBytes(16384).withVideoBytes(32 << 20, 64 << 20),
                        null)
                .connected();
        Source source = new Source(ends);
        assertEquals(SendResult.ACCEPTED, source.send(0, 0, true, RiftConnection.MAX_VIDEO_BYTES));
        SessionTest.settle(ends, () -> ends.client.frames.size() == 1);
        checkDelivered(ends, source);
    }
}
