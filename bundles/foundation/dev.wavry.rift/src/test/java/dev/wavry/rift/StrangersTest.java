package dev.wavry.rift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.rift.SimulatedNetwork.Path;
import dev.wavry.spi.transport.PathAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What strangers can and cannot do to others after they were proven and refused. */
@Timeout(30)
class StrangersTest {
    private static final long MILLI = SimulatedNetwork.MILLI;
    private static final PathAddress FROM = SimulatedNetwork.address(66, 6000);

    private final ByteBuffer wire = ByteBuffer.allocate(2000);

    /** Somebody who was refused, at both ends, and the datagram that makes the host say so again. */
    private record Refused(RiftConnection atHost, byte[] finish) {}

    private static Ends ends(int halfOpen, int connections) {
        RiftSettings host = RiftSettings.defaults().withServerLimits(halfOpen, connections);
        return new Ends(halfOpen, Path.perfect(), RiftSettings.defaults(), host, null);
    }

    private ByteBuffer next(RiftConnection from, long now) {
        assertTrue(from.poll(wire.clear(), now), "there is something to send");
        return wire.flip();
    }

    private Refused refused(Ends ends, int seed) {
        long now = ends.net.now;
        RiftConnection stranger = RiftConnection.client(
                Identity.generate(Ends.seeded(seed)),
                peer -> null,
                RiftSettings.defaults(),
                new Recorder(),
                Ends.seeded(seed),
                now);
        RiftConnection atHost = ends.net.server.accept(next(stranger, now), FROM, now, ByteBuffer.allocate(1200));
        assertNotNull(atHost, "the host answers");
        stranger.receive(next(atHost, now), now);
        ByteBuffer finish = next(stranger, now);
        byte[] bytes = new byte[finish.remaining()];
        finish.get(0, bytes);
        atHost.receive(finish, FROM, now);
        assertEquals(CloseReason.NOT_AUTHORIZED, atHost.closeReason());
        return new Refused(atHost, bytes);
    }

    private List<Refused> crowd(Ends ends, int count) {
        List<Refused> crowd = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            crowd.add(refused(ends, 1000 + i));
            ends.net.now += MILLI;
        }
        return crowd;
    }

    /** Asks again and lets the host do what is due. */
    private void insist(Refused refused, long now) {
        refused.atHost.receive(ByteBuffer.wrap(refused.finish), FROM, now);
        if (refused.atHost.nextDeadlineNanos() <= now) {
            refused.atHost.onDeadline(now);
        }
        while (refused.atHost.poll(wire.clear(), now)) {
            assertTrue(wire.position() > 0);
        }
    }

    @Test
    void shouldLetAKnownClientInWhileRefusedStrangersFillThePlacesOfThoseThatEnd() {
        Ends ends = ends(8, 2);
        for (Refused one : crowd(ends, 8)) {
            insist(one, ends.net.now);
            assertEquals(ConnectionState.CLOSING, one.atHost.state());
        }
        ends.connected();
        assertEquals(ConnectionState.ESTABLISHED, ends.net.client.state());
    }

    @Test
    void shouldEndWithAStrangerThatAsksAgainAndAgainAfterTwoSeconds() {
        Ends ends = ends(9, 2);
        Refused one = refused(ends, 5);
        long from = ends.net.now;
        for (long now = from; now < from + 1990 * MILLI; now += 10 * MILLI) {
            insist(one, now);
        }
        assertTrue(one.atHost.nextDeadlineNanos() <= from + 2000 * MILLI, "it wakes up for its end");
        insist(one, from + 2000 * MILLI);
        assertEquals(ConnectionState.CLOSED, one.atHost.state());
        assertEquals(1, ends.net.server.forgetClosed());
    }

    @Test
    void shouldForgetTheOldestOfThoseThatEndWhenThereAreTooMany() {
        Ends ends = ends(4, 64);
        List<Refused> crowd = crowd(ends, 10);
        assertEquals(4, ends.net.server.connectionCount());
        for (int i = 0; i < 10; i++) {
            RiftConnection known = ends.net.server.route(ByteBuffer.wrap(crowd.get(i).finish));
            if (i < 6) {
                assertNull(known, i + " is forgotten");
            } else {
                assertEquals(crowd.get(i).atHost, known);
            }
        }
    }

    @Test
    void shouldSayGoodbyeToTheEndToOneThatIsForgotten() {
        Ends ends = ends(4, 64);
        Refused first = crowd(ends, 10).get(0);
        int said = 0;
        for (long end = ends.net.now + 1000 * MILLI; ends.net.now < end; ends.net.now += 10 * MILLI) {
            first.atHost.onDeadline(ends.net.now);
            while (first.atHost.poll(wire.clear(), ends.net.now)) {
                said++;
            }
        }
        assertEquals(4, said);
        assertEquals(ConnectionState.CLOSED, first.atHost.state());
    }

    @Test
    void shouldStillBoundThoseThatWereLetIn() {
        Ends ends = ends(4, 1).connected();
        Recorder second = new Recorder();
        ends.net.client = RiftConnection.client(
                ends.clientIdentity,
                ends.hostIdentity.id(),
                RiftSettings.defaults(),
                second,
                Ends.seeded(5),
                ends.net.now);
        ends.net.run(500 * MILLI);
        assertEquals(CloseReason.BUSY, second.closed);
    }
}
