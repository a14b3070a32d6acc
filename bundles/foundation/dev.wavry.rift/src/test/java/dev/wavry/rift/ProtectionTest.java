package dev.wavry.rift;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Repair packets that go out with the frames. */
@Timeout(60)
class ProtectionTest {
    private static final long MILLI = SimulatedNetwork.MILLI;
    private static final SimulatedNetwork.Path FAR = new SimulatedNetwork.Path(0, 0, 0, 50 * MILLI, 0);

    private final Map<Long, byte[]> sent = new HashMap<>();
    private final Random random = new Random(5);

    private static Ends ends(SimulatedNetwork.Path path) {
        Ends ends = new Ends(21, path).connected();
        ends.net.run(500 * MILLI);
        ends.net.client.repairSchemes(null, new Parity());
        return ends;
    }

    private void frame(Ends ends, long sequence, int bytes) {
        byte[] payload = new byte[bytes];
        random.nextBytes(payload);
        sent.put(sequence, payload);
        VideoHeader header =
                new VideoHeader().set(0, 1, sequence, sequence == 0 || !ends.host.keyFrameRequests.isEmpty());
        ends.host.keyFrameRequests.clear();
        assertEquals(
                SendResult.ACCEPTED, ends.net.host.sendVideo(header, ByteBuffer.wrap(payload), ends.net.hostNow()));
        ends.net.run(16 * MILLI);
    }

    private void sameAsSent(Ends ends, int frames) {
        assertEquals(frames, ends.client.frames.size());
        for (Recorder.Frame frame : ends.client.frames) {
            assertArrayEquals(sent.get(frame.sequence()), frame.payload(), "frame " + frame.sequence());
        }
    }

    private static long count(RiftConnection of, RiftCounter counter) {
        RiftStats stats = new RiftStats();
        of.stats(stats);
        return stats.get(counter);
    }

    private static SimulatedNetwork.Path losing(double ratio) {
        return new SimulatedNetwork.Path(ratio, 0, 0, 50 * MILLI, 0);
    }

    @Test
    void shouldSendNothingMoreWhereNothingIsLost() {
        Ends ends = ends(FAR);
        ends.net.host.protect(new Parity(), 1, 0, 1);
        for (int i = 0; i < 20; i++) {
            frame(ends, i, 12_000);
        }
        assertEquals(0, count(ends.net.host, RiftCounter.VIDEO_PROTECTED));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 900, 1_200, 12_000, 50_000, 300_000})
    void shouldRestoreFramesOfAnySizeWithoutAsking(int bytes) {
        Ends ends = ends(losing(0.01));
        ends.net.host.protect(new Parity(), 1, 0.03, 1);
        for (int i = 0; i < 100; i++) {
            frame(ends, i, bytes);
        }
        ends.net.run(1_000 * MILLI);
        sameAsSent(ends, 100);
        assertTrue(bytes < 10_000 || count(ends.net.client, RiftCounter.VIDEO_RESTORED) > 0, "nothing was restored");
        long asked = count(ends.net.client, RiftCounter.NACKS_SENT);
        assertTrue(bytes > 50_000 || asked < 30, "asked " + asked + " times");
    }

    @Test
    void shouldAskForWhatTheRepairsDoNotRestore() {
        Ends ends = ends(losing(0.2));
        ends.net.host.protect(new Parity(), 1, 0.02, 1);
        for (int i = 0; i < 200; i++) {
            frame(ends, i, 12_000);
        }
        ends.net.run(3_000 * MILLI);
        assertTrue(count(ends.net.client, RiftCounter.NACKS_SENT) > 0);
        assertTrue(count(ends.net.client, RiftCounter.VIDEO_RESTORED) > 0);
        assertTrue(ends.client.frames.size() > 30, ends.client.frames.size() + " frames");
        for (Recorder.Frame frame : ends.client.frames) {
            assertArrayEquals(sent.get(frame.sequence()), frame.payload(), "frame " + frame.sequence());
        }
    }

    @Test
    void shouldDoWithoutARepairWhoseSchemeIsNotHere() {
        Ends ends = ends(losing(0.02));
        ends.net.host.protect(new Parity(), 0, 0.05, 1);
        for (int i = 0; i < 100; i++) {
            frame(ends, i, 12_000);
        }
        ends.net.run(2_000 * MILLI);
        sameAsSent(ends, 100);
        assertEquals(0, count(ends.net.client, RiftCounter.VIDEO_RESTORED));
    }

    @Test
    void shouldBringTheLastFrameBeforeSilence() {
        for (int seed = 1; seed <= 20; seed++) {
            Ends ends = new Ends(seed, FAR).connected();
            ends.net.client.repairSchemes(null, new Parity());
            ends.net.host.protect(new Parity(), 1, 0.2, 1);
            ends.net.path = losing(0.3);
            frame(ends, 0, 9_000);
            ends.net.run(1_000 * MILLI);
            for (int again = 1; !ends.host.keyFrameRequests.isEmpty() && again < 20; again++) {
                frame(ends, again, 9_000);
                ends.net.run(1_000 * MILLI);
            }
            long last = sent.keySet().stream().max(Long::compare).orElseThrow();
            assertEquals(
                    last, ends.client.frames.get(ends.client.frames.size() - 1).sequence());
            sent.clear();
        }
    }
}
