package dev.wavry.benchmarks;

import dev.wavry.rift.CloseReason;
import dev.wavry.rift.ConnectionState;
import dev.wavry.rift.Identity;
import dev.wavry.rift.RiftAcceptor;
import dev.wavry.rift.RiftConnection;
import dev.wavry.rift.RiftHandler;
import dev.wavry.rift.RiftServer;
import dev.wavry.rift.RiftSettings;
import dev.wavry.rift.SendResult;
import dev.wavry.rift.Suite;
import dev.wavry.rift.VideoHeader;
import dev.wavry.rift.WavryId;
import dev.wavry.spi.transport.PathAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A video frame from one end of a connection to the other: packetised, sealed, opened, reassembled, acknowledged. No sockets. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PacketBenchmark {
    private static final long FRAME_NANOS = 16_666_667;
    private static final long STEP_NANOS = 500_000;

    /** How packets are sealed. */
    @Param({"CHACHA20_POLY1305", "AES_256_GCM"})
    public String suite = "";

    /** Bytes of a frame: one packet, and 8 Mbit/s at 60 frames a second. */
    @Param({"1000", "17000"})
    public int frameBytes;

    private final ByteBuffer datagram = ByteBuffer.allocateDirect(RiftSettings.MAX_DATAGRAM_BYTES);
    private final VideoHeader header = new VideoHeader();
    private ByteBuffer payload = ByteBuffer.allocate(0);
    private RiftConnection client;
    private RiftConnection host;
    private long now = FRAME_NANOS;
    private long sequence;
    private long received;

    private final class Counting implements RiftHandler {
        @Override
        public void videoFrame(dev.wavry.rift.VideoFrameView frame) {
            received++;
            frame.release();
        }

        @Override
        public void closed(CloseReason reason, String text, boolean byPeer) {
            throw new IllegalStateException("the connection ended: " + reason);
        }
    }

    /** Connects two ends. */
    @Setup
    public void connect() {
        SecureRandom random = new SecureRandom();
        RiftSettings settings =
                RiftSettings.defaults().withSuites(Suite.valueOf(suite)).withPaceKbps(1_000_000);
        Identity hostIdentity = Identity.generate(random);
        RiftAcceptor acceptor = new RiftAcceptor() {
            @Override
            public RiftHandler admitted(RiftConnection connection, WavryId peer) {
                return new Counting();
            }
        };
        RiftServer server = RiftServer.create(hostIdentity, settings, peer -> null, acceptor, random);
        client = RiftConnection.client(
                Identity.generate(random), hostIdentity.id(), settings, new Counting(), random, now);
        datagram.clear();
        client.poll(datagram, now);
        PathAddress nowhere = new PathAddress("memory", new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        host = server.accept(datagram.flip(), nowhere, now, ByteBuffer.allocate(RiftSettings.MAX_DATAGRAM_BYTES));
        for (int i = 0; i < 100 && host.state() != ConnectionState.ESTABLISHED; i++) {
            exchange();
        }
        payload = ByteBuffer.allocateDirect(frameBytes);
    }

    private void exchange() {
        now += STEP_NANOS;
        carry(host, client);
        carry(client, host);
    }

    private void carry(RiftConnection from, RiftConnection to) {
        if (now >= from.nextDeadlineNanos()) {
            from.onDeadline(now);
        }
        datagram.clear();
        while (from.poll(datagram, now)) {
            to.receive(datagram.flip(), now);
            datagram.clear();
        }
    }

    /** One frame; answers how many arrived so far. */
    @Benchmark
    public long frame() {
        long before = received;
        header.clear().set(0, 1, sequence, sequence == 0);
        header.damage().add(0, 0, 64, 64);
        sequence++;
        if (host.sendVideo(header, payload, now) == SendResult.FULL) {
            throw new IllegalStateException("the sender is full");
        }
        long start = now;
        while (received == before) {
            if (now - start > TimeUnit.SECONDS.toNanos(1)) {
                throw new IllegalStateException("the frame does not arrive");
            }
            exchange();
        }
        now = Math.max(now, start + FRAME_NANOS);
        return received;
    }
}
