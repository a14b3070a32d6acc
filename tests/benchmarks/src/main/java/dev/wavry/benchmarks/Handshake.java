package dev.wavry.benchmarks;

import dev.wavry.rift.CloseReason;
import dev.wavry.rift.ConnectionState;
import dev.wavry.rift.Identity;
import dev.wavry.rift.RiftConnection;
import dev.wavry.rift.RiftHandler;
import dev.wavry.rift.RiftServer;
import dev.wavry.rift.RiftSettings;
import dev.wavry.spi.transport.PathAddress;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;

/** Whole handshakes in memory: processor time of both ends together, without and with a cookie. */
final class Handshake {
    static final Map<String, String> OPTIONS = Map.of("handshakes", "3000", "warmup", "2000");

    private static final PathAddress NOWHERE =
            new PathAddress("memory", new InetSocketAddress(InetAddress.getLoopbackAddress(), 1));
    private static final RiftHandler NOBODY = (reason, text, byPeer) -> {};

    private final Options options;
    private final SecureRandom random = new SecureRandom();
    private final ByteBuffer wire = ByteBuffer.allocateDirect(RiftSettings.MAX_DATAGRAM_BYTES);
    private final ByteBuffer answer = ByteBuffer.allocateDirect(RiftSettings.MAX_DATAGRAM_BYTES);
    private final Identity hostIdentity = Identity.generate(random);
    private final Identity clientIdentity = Identity.generate(random);

    Handshake(Options options) {
        this.options = options;
    }

    void run(Results results) {
        for (boolean cookie : new boolean[] {false, true}) {
            RiftSettings settings = RiftSettings.defaults()
                    .withServerLimits(65536, 65536)
                    .withHandshakeLimits(cookie ? 0 : 1_000_000, 1_000_000, 1_000_000);
            shake(settings, options.number("warmup"));
            int count = options.number("handshakes");
            var threads = ManagementFactory.getThreadMXBean();
            long cpu = threads.getCurrentThreadCpuTime();
            long began = System.nanoTime();
            shake(settings, count);
            double cpuMillis = (threads.getCurrentThreadCpuTime() - cpu) / 1e6 / count;
            double seconds = (System.nanoTime() - began) / 1e9;
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("what", cookie ? "with a cookie" : "without");
            row.put("cpuMsBothEnds", cpuMillis);
            row.put("perSecondPerCore", 1000 / cpuMillis);
            row.put("perSecondHere", count / seconds);
            results.add(row);
        }
    }

    private void shake(RiftSettings settings, int times) {
        RiftServer server = RiftServer.create(hostIdentity, settings, peer -> null, (c, peer) -> NOBODY, random);
        for (int i = 0; i < times; i++) {
            long now = System.nanoTime();
            RiftConnection client =
                    RiftConnection.client(clientIdentity, hostIdentity.id(), settings, NOBODY, random, now);
            RiftConnection host = ask(server, client, now);
            host.poll(wire.clear(), now);
            client.receive(wire.flip(), now);
            client.poll(wire.clear(), now);
            host.receive(wire.flip(), now);
            if (host.state() != ConnectionState.ESTABLISHED) {
                throw new IllegalStateException("the handshake came to " + host.state());
            }
            host.close(CloseReason.NORMAL, "", now);
            while (host.poll(wire.clear(), now) || host.state() != ConnectionState.CLOSED) {
                now += 1_000_000_000L;
            }
            server.forgetClosed();
        }
    }

    private RiftConnection ask(RiftServer server, RiftConnection client, long now) {
        for (int attempt = 0; attempt < 2; attempt++) {
            client.poll(wire.clear(), now);
            RiftConnection host = server.accept(wire.flip(), NOWHERE, now, answer.clear());
            if (host != null) {
                return host;
            }
            client.receive(answer.flip(), now);
        }
        throw new IllegalStateException("the host takes no cookie");
    }
}
