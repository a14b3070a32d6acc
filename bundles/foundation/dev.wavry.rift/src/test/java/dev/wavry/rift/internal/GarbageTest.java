package dev.wavry.rift.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.wavry.rift.CloseReason;
import dev.wavry.rift.ConnectionState;
import dev.wavry.rift.Ends;
import dev.wavry.rift.Identity;
import dev.wavry.rift.RiftAcceptor;
import dev.wavry.rift.RiftConnection;
import dev.wavry.rift.RiftHandler;
import dev.wavry.rift.RiftSettings;
import dev.wavry.rift.RiftStats;
import dev.wavry.rift.SimulatedNetwork;
import dev.wavry.rift.VideoFrameView;
import dev.wavry.rift.VideoHeader;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A running session makes no garbage of its own, on good paths and on bad ones. */
@Timeout(60)
class GarbageTest {
    private static final long MILLI = 1_000_000L;
    private static final RiftSettings SETTINGS = RiftSettings.defaults().withVideoBytes(4 << 20, 8 << 20);

    /** Counts and releases. */
    private static final class Counter implements RiftHandler {
        long frames;
        long inputs;

        @Override
        public void closed(CloseReason reason, String text, boolean byPeer) {}

        @Override
        public void videoFrame(VideoFrameView frame) {
            frames++;
            frame.release();
        }

        @Override
        public void input(long number, ByteBuffer event) {
            inputs++;
        }
    }

    private final ByteBuffer wire = ByteBuffer.allocateDirect(1200);
    private final Counter viewer = new Counter();
    private final Counter host = new Counter();
    private final VideoHeader header = new VideoHeader();
    private final ByteBuffer payload = ByteBuffer.allocateDirect(20_000);
    private final ByteBuffer event = ByteBuffer.allocate(17);
    private final RiftStats stats = new RiftStats();
    private RiftConnection client;
    private RiftConnection server;
    private long now = 1_000 * MILLI;
    private long packets;
    private int dropEvery;

    private void connect() {
        Identity clientIdentity = Identity.generate(Ends.seeded(1));
        Identity hostIdentity = Identity.generate(Ends.seeded(2));
        RiftAcceptor acceptor = (connection, peer) -> host;
        Server door = new Server(hostIdentity, SETTINGS, peer -> null, acceptor, Ends.seeded(3), new NullAeads());
        client = Connections.client(
                clientIdentity,
                peer -> null,
                SETTINGS,
                viewer,
                Ends.seeded(4),
                now,
                new int[] {Wire.VERSION},
                new NullAeads());
        client.poll(wire.clear(), now);
        server = door.accept(wire.flip(), SimulatedNetwork.address(1, 1), now, ByteBuffer.allocate(1200));
        for (int i = 0; i < 10; i++) {
            step();
        }
        assertEquals(ConnectionState.ESTABLISHED, client.state());
        assertEquals(ConnectionState.ESTABLISHED, server.state());
    }

    private void move(RiftConnection from, RiftConnection to) {
        while (from.poll(wire.clear(), now)) {
            wire.flip();
            packets++;
            if (dropEvery == 0 || packets % dropEvery != 0) {
                to.receive(wire, now);
            }
        }
    }

    private void step() {
        now += MILLI;
        client.onDeadline(now);
        server.onDeadline(now);
        move(client, server);
        move(server, client);
        move(client, server);
    }

    private void session(int frames, long first) {
        for (int i = 0; i < frames; i++) {
            header.set(0, 0, first + i, (first + i) % 30 == 0);
            server.sendVideo(header, payload, now);
            server.sendCursor(i, i, true, now);
            server.sendAudio(0, i, i, event, now);
            client.sendInput(event, now);
            for (int ms = 0; ms < 16; ms++) {
                step();
            }
            client.stats(stats);
        }
    }

    private void measure(int loss) {
        System.out.println("losing one packet in " + loss);
        dropEvery = loss;
        connect();
        session(600, 0);
        long before = packets;
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        threads.getCurrentThreadAllocatedBytes();
        long start = threads.getCurrentThreadAllocatedBytes();
        session(600, 600);
        long bytes = threads.getCurrentThreadAllocatedBytes() - start;
        long moved = packets - before;
        System.out.println(bytes + " bytes of garbage for " + moved + " packets");
        assertTrue(moved > 10_000, moved + " packets");
        assertTrue(viewer.frames > 900, viewer.frames + " frames");
        assertEquals(1200, host.inputs);
        // Reading the counter itself may cost a little; one byte a packet would be ten thousand.
        assertTrue(bytes < 1000, bytes + " bytes for " + moved + " packets");
    }

    @Test
    void shouldMakeNoGarbageOnAGoodPath() {
        measure(0);
    }

    @Test
    void shouldMakeNoGarbageOnAPathThatLosesPackets() {
        measure(37);
    }
}
