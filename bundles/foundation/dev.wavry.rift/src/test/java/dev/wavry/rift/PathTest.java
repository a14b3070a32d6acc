package dev.wavry.rift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.rift.SimulatedNetwork.Path;
import dev.wavry.spi.transport.PathAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A session moves to where its peer proves to be, and nowhere else. */
@Timeout(30)
class PathTest {
    private static final long MILLI = 1_000_000L;
    private static final PathAddress ELSEWHERE = SimulatedNetwork.address(77, 6000);

    private final RiftStats stats = new RiftStats();

    private long count(RiftConnection end, RiftCounter counter) {
        end.stats(stats);
        return stats.get(counter);
    }

    private static void type(Ends ends, int times) {
        for (int i = 0; i < times; i++) {
            ends.net.client.sendInput(ByteBuffer.allocate(9), ends.net.now);
            ends.net.host.sendCursor(i, i, true, ends.net.now);
            ends.net.run(10 * MILLI);
        }
    }

    @Test
    void shouldMoveWithAClientWhoseAddressChanges() {
        for (int seed = 1; seed <= 20; seed++) {
            Ends ends = new Ends(seed, Path.lossy(0.05)).connected();
            type(ends, 20);
            ends.net.clientAddress = ELSEWHERE;
            type(ends, 100);
            assertEquals(ELSEWHERE, ends.net.host.path());
            assertEquals(1, count(ends.net.host, RiftCounter.PATHS_CHANGED));
            assertEquals(ConnectionState.ESTABLISHED, ends.net.client.state());
            ends.net.run(500 * MILLI);
            assertEquals(120, ends.host.inputs.size());
        }
    }

    @Test
    void shouldNotMoveToAnAddressThatOnlyForwardsCopies() {
        Ends ends = new Ends(30, Path.perfect()).connected();
        PathAddress home = ends.net.clientAddress;
        boolean[] own = {false};
        ends.net.tap = bytes -> {
            if (!own[0] && (bytes[0] & 0xf8) == 0xe0) {
                own[0] = true;
                // Before the true one, because the tap runs before the datagram is on its way.
                ends.net.send(true, bytes.clone(), ELSEWHERE);
                own[0] = false;
            }
        };
        type(ends, 200);
        ends.net.tap = bytes -> {};
        type(ends, 5);
        assertEquals(home, ends.net.host.path());
        assertEquals(0, count(ends.net.host, RiftCounter.PATHS_CHANGED));
        assertEquals(205, ends.host.inputs.size());
    }

    @Test
    void shouldSendAnUnprovenAddressNoMoreThanCameFromIt() {
        Ends ends = new Ends(31, Path.perfect()).connected();
        Map<PathAddress, Long> sent = new HashMap<>();
        ends.net.hostSent = (to, bytes) -> sent.merge(to, (long) bytes.length, Long::sum);
        long[] stolen = {0, 0};
        ends.net.tap = bytes -> {
            if ((bytes[0] & 0xf8) == 0xe0 && stolen[0] == 0 && bytes.length < 200) {
                stolen[0] = bytes.length;
                ends.net.send(true, bytes.clone(), ELSEWHERE);
            }
        };
        type(ends, 1);
        // The client falls silent, so nothing calls the host back.
        ends.net.path = new Path(1, 0, 0, MILLI, 0);
        ends.net.run(1_400 * MILLI);
        assertTrue(stolen[0] > 0);
        long out = sent.getOrDefault(ELSEWHERE, 0L);
        assertTrue(out <= stolen[0], out + " for " + stolen[0]);
        assertEquals(0, count(ends.net.host, RiftCounter.PATHS_CHANGED));
    }

    @Test
    void shouldNotMoveForAnAnswerFromAnotherPlace() {
        Ends ends = new Ends(32, Path.perfect()).connected();
        PathAddress home = ends.net.clientAddress;
        boolean[] once = {true};
        ends.net.tap = bytes -> {
            if (once[0] && (bytes[0] & 0xf8) == 0xe0) {
                once[0] = false;
                ends.net.send(true, bytes.clone(), ELSEWHERE);
            }
        };
        // Somebody forwards what the host sends there to the client, who answers from home.
        ends.net.hostSent = (to, bytes) -> {
            if (to.equals(ELSEWHERE)) {
                ends.net.client.receive(ByteBuffer.wrap(bytes), ends.net.now);
            }
        };
        type(ends, 50);
        assertTrue(!once[0]);
        assertEquals(home, ends.net.host.path());
        assertEquals(0, count(ends.net.host, RiftCounter.PATHS_CHANGED));
    }
}
