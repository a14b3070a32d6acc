package dev.wavry.rift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.rift.SimulatedNetwork.Path;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Keys change under a running session, and nothing notices. */
@Timeout(60)
class KeyUpdateTest {
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final RiftStats stats = new RiftStats();

    private static Ends ends(long seed, Path path, RiftSettings settings) {
        return new Ends(seed, path, settings, settings, null).connected();
    }

    private long count(RiftConnection end, RiftCounter counter) {
        end.stats(stats);
        return stats.get(counter);
    }

    private static void traffic(Ends ends, long nanos, long everyNanos) {
        ByteBuffer event = ByteBuffer.allocate(17);
        for (long t = 0; t < nanos; t += everyNanos) {
            ends.net.client.sendInput(event, ends.net.now);
            ends.net.host.sendCursor((int) (t / MILLI), 0, true, ends.net.now);
            ends.net.run(everyNanos);
        }
    }

    @Test
    void shouldChangeKeysEveryTenSecondsForTenMinutesOnABadPathWithoutLosingAPacketToIt() {
        RiftSettings settings = RiftSettings.defaults().withKeyUpdate(1 << 22, 10 * SECOND);
        Ends ends = ends(1, new Path(0.05, 0.01, 0.1, 10 * MILLI, 5 * MILLI), settings);
        traffic(ends, 600 * SECOND, 20 * MILLI);
        ends.net.path = Path.perfect();
        ends.net.run(3 * SECOND);
        for (RiftConnection end : new RiftConnection[] {ends.net.client, ends.net.host}) {
            assertEquals(ConnectionState.ESTABLISHED, end.state());
            long updates = count(end, RiftCounter.KEY_UPDATES);
            System.out.println(updates + " updates, " + count(end, RiftCounter.PACKETS_RECEIVED) + " packets");
            assertTrue(updates >= 55 && updates <= 61, updates + " updates");
            assertEquals(0, count(end, RiftCounter.FORGED), "packets that no key opened");
        }
        assertEquals(30_000, ends.host.inputs.size());
    }

    @Test
    void shouldChangeKeysAfterSoManyPackets() {
        RiftSettings settings = RiftSettings.defaults().withKeyUpdate(64, 3_600 * SECOND);
        Ends ends = ends(2, Path.lossy(0.1), settings);
        traffic(ends, 60 * SECOND, 5 * MILLI);
        ends.net.path = Path.perfect();
        ends.net.run(3 * SECOND);
        assertTrue(count(ends.net.client, RiftCounter.KEY_UPDATES) > 100);
        assertEquals(0, count(ends.net.client, RiftCounter.FORGED));
        assertEquals(0, count(ends.net.host, RiftCounter.FORGED));
        assertEquals(12_000, ends.host.inputs.size());
    }

    @Test
    void shouldFollowAPeerThatChangesItsKeyAlone() {
        RiftSettings changes = RiftSettings.defaults().withKeyUpdate(64, 3_600 * SECOND);
        Ends ends = new Ends(3, Path.lossy(0.05), changes, RiftSettings.defaults(), null).connected();
        traffic(ends, 20 * SECOND, 5 * MILLI);
        long client = count(ends.net.client, RiftCounter.KEY_UPDATES);
        long host = count(ends.net.host, RiftCounter.KEY_UPDATES);
        assertTrue(client > 10, client + " updates");
        assertTrue(Math.abs(client - host) <= 1, client + " and " + host);
    }

    @Test
    void shouldNotChangeAgainBeforeThePeerReportedTheLastChange() {
        RiftSettings settings = RiftSettings.defaults()
                .withKeyUpdate(64, 3_600 * SECOND)
                .withSilence(500 * MILLI, 200 * MILLI, 60 * SECOND);
        Ends ends = ends(4, Path.perfect(), settings);
        ends.net.path = new Path(1, 0, 0, MILLI, 0);
        traffic(ends, 10 * SECOND, 5 * MILLI);
        long before = count(ends.net.client, RiftCounter.KEY_UPDATES);
        assertTrue(before <= 1, before + " updates into the void");
        ends.net.path = Path.perfect();
        traffic(ends, 5 * SECOND, 5 * MILLI);
        assertEquals(ConnectionState.ESTABLISHED, ends.net.client.state());
        assertTrue(count(ends.net.client, RiftCounter.KEY_UPDATES) > before);
        assertEquals(0, count(ends.net.host, RiftCounter.FORGED));
    }

    @Test
    void shouldNotBeMadeToChangeKeysByATurnedPhaseBit() {
        Ends ends = ends(5, Path.perfect(), RiftSettings.defaults());
        ends.net.tap = bytes -> {
            if ((bytes[0] & 0xf8) == 0xe0 && ends.net.datagrams % 2 == 0) {
                bytes[0] ^= 1;
            }
        };
        traffic(ends, 2 * SECOND, 5 * MILLI);
        ends.net.tap = bytes -> {};
        traffic(ends, SECOND, 5 * MILLI);
        assertEquals(0, count(ends.net.host, RiftCounter.KEY_UPDATES));
        assertTrue(count(ends.net.host, RiftCounter.FORGED) > 100);
        assertEquals(600, ends.host.inputs.size());
    }
}
