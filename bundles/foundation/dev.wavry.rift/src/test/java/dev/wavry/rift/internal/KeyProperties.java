package dev.wavry.rift.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.rift.RiftCounter;
import dev.wavry.rift.RiftSettings;
import dev.wavry.rift.Suite;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Two ends that change keys whenever they may, on a path that delivers in any order. */
class KeyProperties {
    private static final int ID = 5;
    private static final RiftSettings OFTEN = RiftSettings.defaults().withKeyUpdate(64, 1_000_000);

    private static final long STEP_NANOS = 10_000_000;

    /** A little less than the grace before the round-trip time is known. */
    private static final long LATEST_NANOS = 280_000_000;

    private record Flight(byte[] bytes, long sentAt) {}

    /** One end, what is on the way to it, and the newest of its packets that the other has opened. */
    private static final class End {
        final Counters counters = new Counters();
        final SecureChannel channel;
        final List<Flight> arriving = new ArrayList<>();
        long reported = -1;
        long sent;

        End(int first) {
            byte[][] keys = {new byte[32], new byte[32]};
            keys[0][0] = (byte) first;
            keys[1][0] = (byte) (3 - first);
            Handshake.Agreed agreed =
                    new Handshake.Agreed(keys, Suite.CHACHA20_POLY1305, 1200, ID, FuzzTest.somebody(), new byte[32]);
            channel = new SecureChannel(new JcaAeads(null), agreed, ID, OFTEN, new Rtt(), counters, 0);
        }

        byte[] packet() {
            channel.begin(1200).put((byte) 1);
            ByteBuffer out = ByteBuffer.allocate(1200);
            channel.seal(out);
            sent++;
            return java.util.Arrays.copyOf(out.array(), out.position());
        }
    }

    @Property(tries = 200, shrinking = ShrinkingMode.BOUNDED)
    void everyPacketThatIsNotOlderThanTheGraceIsOpenedInWhateverOrderItComes(
            @ForAll @Size(min = 50, max = 1500) List<@IntRange(min = 0, max = 1 << 20) Integer> steps) {
        End a = new End(1);
        End b = new End(2);
        for (int i = 0; i < steps.size(); i++) {
            int step = steps.get(i);
            long now = i * STEP_NANOS;
            overdue(a, b, now);
            overdue(b, a, now);
            End from = (step & 1) == 0 ? a : b;
            End to = from == a ? b : a;
            if ((step & 2) == 0) {
                from.channel.renewKey(from.reported, now);
                to.arriving.add(new Flight(from.packet(), now));
            } else if (!to.arriving.isEmpty()) {
                deliver(from, to, (step >> 2) % to.arriving.size(), now);
            }
        }
        assertEquals(0, a.counters.get(RiftCounter.FORGED) + b.counters.get(RiftCounter.FORGED));
        long updates = a.counters.get(RiftCounter.KEY_UPDATES);
        assertTrue(Math.abs(updates - b.counters.get(RiftCounter.KEY_UPDATES)) <= 1);
    }

    private static void overdue(End from, End to, long now) {
        while (!to.arriving.isEmpty() && now - to.arriving.get(0).sentAt() >= LATEST_NANOS) {
            deliver(from, to, 0, now);
        }
    }

    private static void deliver(End from, End to, int which, long now) {
        Flight flight = to.arriving.remove(which);
        assertNotNull(to.channel.open(ByteBuffer.wrap(flight.bytes()), now), "phase " + (flight.bytes()[0] & 1));
        from.reported = Math.max(from.reported, to.channel.openedNumber());
    }
}
