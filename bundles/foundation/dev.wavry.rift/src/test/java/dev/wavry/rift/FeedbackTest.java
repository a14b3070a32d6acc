package dev.wavry.rift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.spi.control.Feedback;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a controller of the rate is told of the packets. */
@Timeout(60)
class FeedbackTest {
    private static final long MILLI = SimulatedNetwork.MILLI;
    private static final long FAR_AHEAD = 5_000_000_000_000L;

    private record Told(int bytes, long sent, long arrived) {}

    private final List<Told> told = new ArrayList<>();
    private long sequence;

    private Ends ends(SimulatedNetwork.Path path) {
        Ends ends = new Ends(11, path);
        ends.net.hostClockAheadNanos = FAR_AHEAD;
        Recorder client = new Recorder() {
            @Override
            public void feedback(Feedback report, long now) {
                for (int i = 0; i < report.count(); i++) {
                    told.add(new Told(report.bytes(i), report.sentNanos(i), report.arrivedNanos(i)));
                }
            }
        };
        ends.net.client = RiftConnection.client(
                ends.clientIdentity,
                ends.hostIdentity.id(),
                RiftSettings.defaults(),
                client,
                Ends.seeded(12),
                ends.net.now);
        for (int i = 0; i < 500 && ends.host.established == 0; i++) {
            ends.net.run(10 * MILLI);
        }
        assertEquals(1, ends.host.established);
        return ends;
    }

    private void frame(Ends ends, int bytes) {
        VideoHeader header = new VideoHeader().set(0, 1, sequence++, sequence == 1);
        assertEquals(SendResult.ACCEPTED, ends.net.client.sendVideo(header, ByteBuffer.allocate(bytes), ends.net.now));
        ends.net.run(16 * MILLI);
    }

    private void frames(Ends ends, int count, int bytes) {
        for (int i = 0; i < count; i++) {
            frame(ends, bytes);
        }
        ends.net.run(1_000 * MILLI);
    }

    private static RiftStats stats(RiftConnection of) {
        RiftStats stats = new RiftStats();
        of.stats(stats);
        return stats;
    }

    @Test
    void shouldTellWhenEachPacketCameByTheFarClock() {
        Ends ends = ends(new SimulatedNetwork.Path(0, 0, 0, 7 * MILLI, 0));
        frames(ends, 50, 20_000);
        assertTrue(told.size() > 50 * 17, "told of " + told.size());
        Told base = told.get(0);
        long unknown = 0;
        for (Told each : told) {
            if (each.arrived == Feedback.SOMETIME) {
                unknown++;
                continue;
            }
            long delay = each.arrived - each.sent;
            assertEquals(base.arrived - base.sent, delay, 20_000, "the path always takes as long");
            assertTrue(each.bytes > 0 && each.bytes <= 1200, each.bytes + " bytes");
        }
        assertTrue(unknown <= told.size() / 20, unknown + " of " + told.size() + " came at an unknown time");
    }

    @Test
    void shouldTellOfEachPacketOnceAndInTheOrderOfSending() {
        Ends ends = ends(SimulatedNetwork.Path.lossy(0.1));
        frames(ends, 100, 10_000);
        for (int i = 1; i < told.size(); i++) {
            assertTrue(told.get(i).sent >= told.get(i - 1).sent, "packet " + i);
        }
        long sent = stats(ends.net.client).get(RiftCounter.PACKETS_SENT);
        assertTrue(told.size() <= sent && told.size() > sent - 40, told.size() + " of " + sent);
    }

    @Test
    void shouldTellWhatWasLost() {
        Ends ends = ends(new SimulatedNetwork.Path(0.1, 0, 0, 7 * MILLI, 0));
        frames(ends, 200, 10_000);
        double lost =
                told.stream().filter(each -> each.arrived == Long.MIN_VALUE).count();
        assertEquals(0.1, lost / told.size(), 0.03);
    }

    @Test
    void shouldLearnThatAPathReordersAndNotTakeItForLoss() {
        Ends ends = ends(new SimulatedNetwork.Path(0, 0, 0, 7 * MILLI, 20 * MILLI));
        frames(ends, 100, 10_000);
        told.clear();
        frames(ends, 100, 10_000);
        double lost =
                told.stream().filter(each -> each.arrived == Long.MIN_VALUE).count();
        assertTrue(lost / told.size() < 0.02, lost + " of " + told.size() + " counted as lost");
    }

    @Test
    void shouldHoldVideoBackWhileTooMuchIsUnreportedAndThenGoOn() {
        Ends ends = ends(new SimulatedNetwork.Path(0, 0, 0, 50 * MILLI, 0));
        ends.net.client.mostOutBytes(30_000);
        ends.net.client.sendVideo(new VideoHeader().set(0, 1, 0, true), ByteBuffer.allocate(200_000), ends.net.now);
        ends.net.run(40 * MILLI);
        assertTrue(ends.net.client.outBytes() <= 31_200, "out " + ends.net.client.outBytes());
        assertTrue(ends.net.client.queuedVideoBytes() >= 165_000, "queued " + ends.net.client.queuedVideoBytes());
        ends.net.run(2_000 * MILLI);
        assertEquals(1, ends.host.frames.size());
        assertEquals(0, ends.net.client.outBytes());
    }
}
