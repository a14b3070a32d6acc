package dev.wavry.core.session;

import dev.wavry.core.connect.RiftLink;
import dev.wavry.rift.CloseReason;
import dev.wavry.rift.Identity;
import dev.wavry.rift.RiftAcceptor;
import dev.wavry.rift.RiftConnection;
import dev.wavry.rift.RiftHandler;
import dev.wavry.rift.RiftServer;
import dev.wavry.rift.RiftSettings;
import dev.wavry.rift.VideoFrameView;
import dev.wavry.rift.WavryId;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.media.MediaClock;
import dev.wavry.spi.transport.Carrier;
import dev.wavry.spi.transport.CarrierSpec;
import dev.wavry.spi.transport.PathAddress;
import dev.wavry.spi.transport.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/**
 * A host and a client on loopback that let in nobody but each other, with agents and carriers as sessions have them. Keys are made for
 * this and forgotten. Made and closed on OPENER.
 */
final class RehearsalEnds implements AutoCloseable {
    private final MediaClock clock;
    private final HostEnd host;
    private final ClientEnd client;

    RehearsalEnds(Transport transport, RiftSettings settings, SecureRandom random, MediaClock clock)
            throws CannotOpenException {
        this.clock = clock;
        Identity hostIdentity = Identity.generate(random);
        Identity clientIdentity = Identity.generate(random);
        host = new HostEnd(transport, settings, random, hostIdentity, clientIdentity.id());
        try {
            client = new ClientEnd(transport, settings, random, clientIdentity, hostIdentity.id());
        } catch (CannotOpenException | RuntimeException e) {
            host.endpoint.stop();
            throw e;
        }
        host.endpoint.start();
        client.endpoint.start();
        client.endpoint.control(() -> client.link.work(clock.nanoTime()));
    }

    /** The host's link; null until the client was let in. */
    @Nullable
    RiftLink hostLink() {
        return host.link;
    }

    RiftLink clientLink() {
        return client.link;
    }

    /** How many frames the client has got. */
    int arrived() {
        return client.arrived;
    }

    /** How many events of input the host has got. */
    int typed() {
        return host.typed;
    }

    @Override
    public void close() {
        client.link.close(CloseReason.NORMAL, "");
        client.endpoint.stop();
        host.endpoint.stop();
    }

    private final class HostEnd implements Endpoint.Work, RiftAcceptor, RiftHandler {
        private final Endpoint endpoint;
        private final RiftServer server;
        private final WavryId only;
        private final ByteBuffer answer = ByteBuffer.allocateDirect(RiftSettings.MAX_DATAGRAM_BYTES);
        private @Nullable RiftLink asking;
        private volatile @Nullable RiftLink link;
        private volatile int typed;

        HostEnd(Transport transport, RiftSettings settings, SecureRandom random, Identity identity, WavryId only)
                throws CannotOpenException {
            this.only = only;
            server = RiftServer.create(identity, settings, this::refusalFor, this, random);
            InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            endpoint = new Endpoint(
                    "rehearsal-host", transport, new CarrierSpec(anyPort, null), clock, this::arrived, this);
        }

        private @Nullable String refusalFor(WavryId peer) {
            return peer.equals(only) ? null : "a rehearsal lets in nobody";
        }

        private void arrived(Carrier by, PathAddress from, ByteBuffer datagram, long arrivalNanos) {
            RiftLink there = asking;
            if (server.route(datagram) != null && there != null) {
                there.receive(datagram, by, from, arrivalNanos);
                return;
            }
            RiftConnection fresh = server.accept(datagram, from, arrivalNanos, answer.clear());
            if (fresh != null) {
                asking = new RiftLink(fresh, endpoint.carrier(), from, clock, endpoint::deadlineMoved);
                asking.work(arrivalNanos);
            }
        }

        @Override
        public RiftHandler admitted(RiftConnection connection, WavryId peer) {
            link = asking;
            return this;
        }

        @Override
        @SuppressWarnings("NonAtomicOperationOnVolatileField") // one writer: the net agent
        public void input(long number, ByteBuffer event) {
            typed++;
        }

        @Override
        public void closed(CloseReason reason, String text, boolean byPeer) {
            // Nobody waits for the end of a rehearsal.
        }

        @Override
        public int work(long nowNanos) {
            return workOf(asking, nowNanos);
        }

        @Override
        public long nextDeadlineNanos() {
            RiftLink there = asking;
            return there == null ? Long.MAX_VALUE : there.nextDeadlineNanos();
        }
    }

    private final class ClientEnd implements Endpoint.Work, RiftHandler {
        private final Endpoint endpoint;
        private final RiftLink link;
        private volatile int arrived;

        ClientEnd(Transport transport, RiftSettings settings, SecureRandom random, Identity identity, WavryId hostId)
                throws CannotOpenException {
            InetSocketAddress to = host.endpoint.carrier().local();
            endpoint = new Endpoint("rehearsal-client", transport, Endpoint.towards(to), clock, this::datagram, this);
            RiftConnection connection =
                    RiftConnection.client(identity, hostId, settings, this, random, clock.nanoTime());
            link = new RiftLink(
                    connection, endpoint.carrier(), endpoint.carrier().address(to), clock, endpoint::deadlineMoved);
        }

        private void datagram(Carrier by, PathAddress from, ByteBuffer datagram, long arrivalNanos) {
            link.receive(datagram, by, from, arrivalNanos);
        }

        @Override
        @SuppressWarnings("NonAtomicOperationOnVolatileField") // one writer: the net agent
        public void videoFrame(VideoFrameView frame) {
            arrived++;
            if (frame.header().independent()) {
                link.partApplied(
                        frame.header().stream(),
                        frame.header().epoch(),
                        frame.header().sequence());
            }
            frame.release();
        }

        @Override
        public void closed(CloseReason reason, String text, boolean byPeer) {
            // Nobody waits for the end of a rehearsal.
        }

        @Override
        public int work(long nowNanos) {
            return workOf(link, nowNanos);
        }

        @Override
        public long nextDeadlineNanos() {
            return link.nextDeadlineNanos();
        }
    }

    private static int workOf(@Nullable RiftLink link, long nowNanos) {
        if (link != null && nowNanos >= link.nextDeadlineNanos()) {
            link.work(nowNanos);
            return 1;
        }
        return 0;
    }
}
