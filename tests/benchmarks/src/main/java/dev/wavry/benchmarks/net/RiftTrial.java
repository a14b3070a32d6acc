package dev.wavry.benchmarks.net;

import dev.wavry.core.rate.LossMeter;
import dev.wavry.fec.reedsolomon.internal.ReedSolomonFactory;
import dev.wavry.rift.CloseReason;
import dev.wavry.rift.Identity;
import dev.wavry.rift.RiftAcceptor;
import dev.wavry.rift.RiftConnection;
import dev.wavry.rift.RiftCounter;
import dev.wavry.rift.RiftHandler;
import dev.wavry.rift.RiftServer;
import dev.wavry.rift.RiftSettings;
import dev.wavry.rift.RiftStats;
import dev.wavry.rift.VideoFrameView;
import dev.wavry.rift.VideoHeader;
import dev.wavry.rift.WavryId;
import dev.wavry.spi.control.CongestionControl;
import dev.wavry.spi.control.FecScheme;
import dev.wavry.spi.control.Feedback;
import dev.wavry.spi.media.Stage;
import dev.wavry.spi.transport.PathAddress;
import dev.wavry.tck.link.EmulatedLink;
import dev.wavry.tck.link.LossModel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A session of the real wire over an emulated path in virtual time: frames of video one way, input the other. */
final class RiftTrial {
    static final long MILLI = 1_000_000L;
    private static final long TICK_NANOS = 100_000;
    private static final int LINK_KBPS = 50_000;
    private static final int QUEUE_BYTES = 500_000;
    private static final int FPS = 60;
    private static final long PROTECT_NANOS = 100 * MILLI;
    private static final int KEY_TIMES = 3;

    final Map<Long, Long> offeredAt = new HashMap<>();
    final Map<Long, Long> deliveredAt = new HashMap<>();
    final Map<Long, Long> typedAt = new HashMap<>();
    final Map<Long, Long> injectedAt = new HashMap<>();
    long payloadBytes;
    private final Map<Long, byte[]> down = new HashMap<>();
    private final Map<Long, byte[]> up = new HashMap<>();
    private final EmulatedLink toClient;
    private final EmulatedLink toHost;
    private final RiftServer server;
    private final RiftConnection client;
    private final PathAddress address =
            new PathAddress("emulated", new InetSocketAddress(InetAddress.getLoopbackAddress(), 5000));
    private final ByteBuffer out = ByteBuffer.allocateDirect(RiftSettings.MAX_DATAGRAM_BYTES);
    private final SplittableRandom random;
    private final int kbps;
    private final CongestionControl control;
    private final LossMeter losses = new LossMeter();
    private final FecScheme scheme = new ReedSolomonFactory().open();
    private @Nullable RiftConnection host;
    private long numbers;
    private long sequence;
    private boolean keyWanted = true;
    private long protectAt;
    private long nextFrameAt = Long.MAX_VALUE;
    private long nextKeyAt = Long.MAX_VALUE;
    private long now = 1_000 * MILLI;

    RiftTrial(int kbps, long delayNanos, long jitterNanos, LossModel loss, LossModel lossBack, long seed) {
        this.kbps = kbps;
        random = new SplittableRandom(seed);
        toClient = new EmulatedLink(
                LINK_KBPS,
                QUEUE_BYTES,
                delayNanos,
                jitterNanos,
                loss,
                random.split(),
                (s, n, b, at) -> arriveDown(n, at));
        toHost = new EmulatedLink(
                LINK_KBPS,
                QUEUE_BYTES,
                delayNanos,
                jitterNanos,
                lossBack,
                random.split(),
                (s, n, b, at) -> arriveUp(n, at));
        SecureRandom keys = seeded(seed);
        Identity hostIdentity = Identity.generate(keys);
        control = Controllers.open("delta", 2 * kbps, 2 * kbps);
        server = RiftServer.create(hostIdentity, RiftSettings.defaults(), peer -> null, new Acceptor(), keys);
        client = RiftConnection.client(
                Identity.generate(keys), hostIdentity.id(), RiftSettings.defaults(), new ClientEnd(), keys, now);
    }

    private static SecureRandom seeded(long seed) {
        Random random = new Random(seed);
        return new SecureRandom() {
            private static final long serialVersionUID = 1L;

            @Override
            public void nextBytes(byte[] bytes) {
                random.nextBytes(bytes);
            }
        };
    }

    private final class Acceptor implements RiftAcceptor {
        @Override
        public RiftHandler admitted(RiftConnection connection, WavryId peer) {
            return new HostEnd();
        }

        @Override
        public void refused(RiftConnection connection, @Nullable WavryId peer, CloseReason reason, String text) {}
    }

    private final class HostEnd implements RiftHandler {
        @Override
        public void established(RiftConnection connection) {
            nextFrameAt = now;
            nextKeyAt = now;
            client.repairSchemes(new ReedSolomonFactory().open());
        }

        @Override
        public void closed(CloseReason reason, String text, boolean byPeer) {
            throw new IllegalStateException("the session ended: " + text);
        }

        @Override
        public void keyFrameRequested(int stream, int epoch) {
            keyWanted = true;
        }

        @Override
        public void input(long number, ByteBuffer event) {
            injectedAt.put(number, now);
        }

        @Override
        public void feedback(Feedback report, long nowNanos) {
            control.onFeedback(report, nowNanos);
            losses.add(report, nowNanos);
            RiftConnection to = host;
            if (to != null) {
                to.paceKbps(control.paceKbps());
                if (now >= protectAt) {
                    protectAt = now + PROTECT_NANOS;
                    double ratio = losses.ratio();
                    to.protect(scheme, 0, ratio < 0.002 ? 0 : Math.min(0.3, ratio), losses.meanBurst());
                }
            }
        }
    }

    private final class ClientEnd implements RiftHandler {
        @Override
        public void closed(CloseReason reason, String text, boolean byPeer) {
            throw new IllegalStateException("the session ended: " + text);
        }

        @Override
        public void videoFrame(VideoFrameView frame) {
            deliveredAt.put(frame.header().sequence(), now);
            frame.release();
        }
    }

    private void arriveDown(long number, long at) {
        byte[] bytes = down.remove(number);
        if (bytes != null) {
            client.receive(direct(bytes), at);
        }
    }

    private void arriveUp(long number, long at) {
        byte[] bytes = up.remove(number);
        if (bytes == null) {
            return;
        }
        ByteBuffer datagram = direct(bytes);
        RiftConnection known = server.route(datagram);
        if (known != null) {
            known.receive(datagram, address, at);
        } else {
            out.clear();
            RiftConnection made = server.accept(datagram, address, at, out);
            host = made == null ? host : made;
        }
    }

    private static ByteBuffer direct(byte[] bytes) {
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    /** Goes on for so long. */
    RiftTrial run(long nanos) {
        for (long end = now + nanos; now < end; ) {
            now += TICK_NANOS;
            toClient.advance(now);
            toHost.advance(now);
            RiftConnection from = host;
            if (from != null) {
                offer(from);
                pump(from, toClient, down);
            }
            pump(client, toHost, up);
        }
        return this;
    }

    private void offer(RiftConnection from) {
        if (now >= nextFrameAt) {
            nextFrameAt += 1_000_000_000L / FPS;
            int bytes = (int) (kbps * 125.0 / FPS * (0.7 + 0.6 * random.nextDouble())) * (keyWanted ? KEY_TIMES : 1);
            VideoHeader header =
                    new VideoHeader().set(0, 1, sequence, keyWanted).nanos(Stage.CHANGED, now);
            keyWanted = false;
            payloadBytes += bytes;
            offeredAt.put(sequence++, now);
            from.sendVideo(header, ByteBuffer.allocate(bytes), now);
        }
        if (now >= nextKeyAt) {
            nextKeyAt += 37 * MILLI;
            typedAt.put((long) typedAt.size() + 1, now);
            client.sendInput(ByteBuffer.allocate(17), now);
        }
    }

    private void pump(RiftConnection end, EmulatedLink link, Map<Long, byte[]> way) {
        if (end.nextDeadlineNanos() <= now) {
            end.onDeadline(now);
        }
        out.clear();
        while (end.poll(out, now)) {
            byte[] bytes = new byte[out.flip().remaining()];
            out.get(bytes).clear();
            way.put(++numbers, bytes);
            link.send(0, numbers, bytes.length + 28, now);
        }
    }

    /** A counter of the host. */
    long counted(RiftCounter counter) {
        RiftStats stats = new RiftStats();
        RiftConnection of = host;
        if (of != null) {
            of.stats(stats);
        }
        return stats.get(counter);
    }

    /** A counter of the client. */
    long countedByClient(RiftCounter counter) {
        RiftStats stats = new RiftStats();
        client.stats(stats);
        return stats.get(counter);
    }
}
