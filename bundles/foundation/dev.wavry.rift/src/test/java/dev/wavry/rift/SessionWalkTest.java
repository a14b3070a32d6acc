package dev.wavry.rift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.rift.SimulatedNetwork.Path;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A small model of a session, walked at random beside the real one. */
@Timeout(60)
class SessionWalkTest {
    private static final long MILLI = 1_000_000L;
    private static final int WALKS = 300;
    private static final int STEPS = 40;

    private final ByteBuffer out = ByteBuffer.allocate(1200);

    /** What one end must be like. */
    private final class Model {
        private final String name;
        private final Recorder told;
        private ConnectionState last = ConnectionState.HANDSHAKING;
        private boolean asked;

        Model(String name, Recorder told) {
            this.name = name;
            this.told = told;
        }

        void check(RiftConnection end, long now) {
            ConnectionState state = end.state();
            assertTrue(state.compareTo(last) >= 0, name + " went back from " + last + " to " + state);
            last = state;
            boolean over = state == ConnectionState.CLOSING || state == ConnectionState.CLOSED;
            assertEquals(over, end.closeReason() != null, name + " is " + state + " for " + end.closeReason());
            assertTrue(told.closedCalls <= 1, name + " was told of its end " + told.closedCalls + " times");
            assertTrue(told.established <= 1, name + " was established " + told.established + " times");
            if (over) {
                assertEquals(SendResult.CLOSED, end.sendInput(ByteBuffer.allocate(1), now), name);
            }
            if (state == ConnectionState.CLOSED) {
                assertFalse(end.poll(out.clear(), now), name + " speaks after its end");
                assertEquals(Long.MAX_VALUE, end.nextDeadlineNanos(), name);
            }
            if (state == ConnectionState.ESTABLISHED) {
                assertTrue(end.peerId() != null && end.suite() != null, name + " is established with nobody");
            }
        }
    }

    private static int ordinal(RiftConnection end) {
        return end == null ? -1 : end.state().ordinal();
    }

    private void walk(long seed) {
        Random random = new Random(seed);
        Ends ends = new Ends(seed, Path.lossy(0.1));
        Model client = new Model("the client of walk " + seed, ends.client);
        Model host = new Model("the host of walk " + seed, ends.host);
        boolean cut = false;
        long good = 0;
        for (int step = 0; step < STEPS; step++) {
            long before = ends.net.now;
            switch (random.nextInt(12)) {
                case 0 -> {
                    cut = !cut;
                    ends.net.path = cut ? new Path(1, 0, 0, MILLI, 0) : Path.lossy(0.1);
                }
                case 1 -> {
                    if (random.nextInt(6) == 0) {
                        ends.net.client.close(CloseReason.NORMAL, "", ends.net.now);
                        client.asked = true;
                    }
                }
                case 2 -> {
                    if (random.nextInt(6) == 0 && ends.net.host != null) {
                        ends.net.host.close(CloseReason.HOST_STOPPED, "", ends.net.now);
                        host.asked = true;
                    }
                }
                case 3 -> ends.net.clientAddress = SimulatedNetwork.address(random.nextInt(5), 5000);
                case 4 -> ends.net.client.sendInput(ByteBuffer.allocate(9), ends.net.now);
                default -> ends.net.run(random.nextInt(400) * MILLI);
            }
            good = cut ? 0 : good + ends.net.now - before;
            client.check(ends.net.client, ends.net.now);
            if (ends.net.host != null) {
                host.check(ends.net.host, ends.net.now);
            }
        }
        settle(ends, client, host);
    }

    /** After a good time without wishes everything is at rest: both together or both gone. */
    private void settle(Ends ends, Model client, Model host) {
        ends.net.path = Path.perfect();
        ends.net.run(8_000 * MILLI);
        client.check(ends.net.client, ends.net.now);
        boolean here = ends.net.client.state() == ConnectionState.ESTABLISHED;
        boolean there = ends.net.host != null && ends.net.host.state() == ConnectionState.ESTABLISHED;
        assertEquals(here, there, client.name + " is " + ordinal(ends.net.client) + ", " + ordinal(ends.net.host));
        if (client.asked || host.asked) {
            assertFalse(here, client.name + " was asked to end");
        }
        if (!here) {
            assertEquals(ConnectionState.CLOSED, ends.net.client.state(), client.name);
            assertEquals(1, ends.client.closedCalls, client.name);
        } else {
            assertEquals(ends.net.clientAddress, ends.net.host.path(), client.name);
        }
    }

    @Test
    void shouldBehaveAsTheModelSays() {
        for (long seed = 1; seed <= WALKS; seed++) {
            walk(seed);
        }
    }
}
