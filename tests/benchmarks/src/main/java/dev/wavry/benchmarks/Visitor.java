package dev.wavry.benchmarks;

import dev.wavry.rift.ConnectionState;
import dev.wavry.rift.Identity;
import dev.wavry.rift.RiftConnection;
import dev.wavry.rift.RiftHandler;
import dev.wavry.rift.RiftSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.security.SecureRandom;
import java.util.concurrent.locks.LockSupport;

/** An honest client that only wants to know whether the host answers. */
final class Visitor {
    private static final long POLL_NANOS = 200_000;

    private final InetSocketAddress host;
    private final SecureRandom random = new SecureRandom();
    private final ByteBuffer wire = ByteBuffer.allocateDirect(RiftSettings.MAX_DATAGRAM_BYTES);

    Visitor(InetSocketAddress host) {
        this.host = host;
    }

    /** Shakes hands once; the time it took in milliseconds, or a negative number if it came to nothing. */
    double visit() {
        boolean[] agreed = {false};
        RiftHandler handler = new RiftHandler() {
            @Override
            public void agreed(RiftConnection connection) {
                agreed[0] = true;
            }

            @Override
            public void closed(dev.wavry.rift.CloseReason reason, String text, boolean byPeer) {}
        };
        long began = System.nanoTime();
        RiftConnection client = RiftConnection.client(
                Identity.generate(random), peer -> null, RiftSettings.defaults(), handler, random, began);
        try (DatagramChannel channel = DatagramChannel.open()) {
            channel.configureBlocking(false);
            channel.connect(host);
            while (!agreed[0] && client.state() == ConnectionState.HANDSHAKING) {
                step(client, channel);
            }
            // The last message and its answer, so that the host does not keep half of it.
            for (int i = 0; i < 50 && client.state() != ConnectionState.CLOSED; i++) {
                step(client, channel);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return agreed[0] ? (System.nanoTime() - began) / 1e6 : -1;
    }

    private void step(RiftConnection client, DatagramChannel channel) throws IOException {
        long now = System.nanoTime();
        client.onDeadline(now);
        while (client.poll(wire.clear(), now)) {
            channel.write(wire.flip());
        }
        boolean idle = true;
        while (channel.read(wire.clear()) > 0) {
            client.receive(wire.flip(), System.nanoTime());
            idle = false;
        }
        if (idle) {
            LockSupport.parkNanos(POLL_NANOS);
        }
    }
}
