package dev.wavry.transport.loopback.internal;

import dev.wavry.spi.health.Counter;
import dev.wavry.spi.media.MediaClock;
import dev.wavry.spi.media.Offer;
import dev.wavry.spi.transport.Carrier;
import dev.wavry.spi.transport.CarrierContext;
import dev.wavry.spi.transport.DatagramSink;
import dev.wavry.spi.transport.PathAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/** One end. Sending takes the carrier's lock, because fates are dealt out in order. */
final class LoopbackCarrier implements Carrier {
    private static final int MAX_DATAGRAMS_PER_DUTY = 64;

    private final LoopbackTransport network;
    private final PathAddress self;
    private final InetSocketAddress local;
    private final @Nullable InetSocketAddress peer;
    private final DatagramSink sink;
    private final MediaClock clock;
    private final Inbox inbox = new Inbox();
    private final Map<LoopbackCarrier, Link> links = new WeakHashMap<>();
    private final Counter sent;
    private final Counter lost;
    private final Counter nobody;
    private final Counter received;
    private volatile boolean draining;
    private volatile boolean closed;

    LoopbackCarrier(LoopbackTransport network, int port, @Nullable InetSocketAddress peer, CarrierContext context) {
        this.network = network;
        this.local = LoopbackTransport.socket(port);
        this.self = new PathAddress(LoopbackTransport.ID, local);
        this.peer = peer;
        this.sink = context.sink();
        this.clock = context.clock();
        sent = context.counters().counter("loopback.sent.datagrams", "Datagrams taken, lost ones too.");
        lost = context.counters().counter("loopback.sent.lost", "Datagrams lost by chance or before the bottleneck.");
        nobody = context.counters().counter("loopback.sent.nobody", "Datagrams to a port where nobody listens.");
        received = context.counters().counter("loopback.received.datagrams", "Datagrams delivered.");
    }

    @Override
    public int doWork() {
        long now = clock.nanoTime();
        int delivered = 0;
        Parcel parcel;
        while (delivered < MAX_DATAGRAMS_PER_DUTY && (parcel = inbox.takeDue(now)) != null) {
            sink.arrived(parcel.from, parcel.bytes, now);
            inbox.giveBack(parcel);
            delivered++;
        }
        received.add(delivered);
        return delivered;
    }

    @Override
    public Offer send(PathAddress to, ByteBuffer datagram) {
        if (closed || draining) {
            return Offer.CLOSED;
        }
        int bytes = datagram.remaining();
        if (bytes == 0 || bytes > LoopbackTransport.LARGEST_DATAGRAM_BYTES) {
            return Offer.DROPPED;
        }
        int port = ((InetSocketAddress) to.socket()).getPort();
        if (peer != null && peer.getPort() != port) {
            return Offer.DROPPED;
        }
        synchronized (links) {
            sent.add(1);
            LoopbackCarrier target = network.at(port);
            if (target == null || !target.takesFrom(local)) {
                // As on a network: the sender is not told.
                nobody.add(1);
                return Offer.ACCEPTED;
            }
            return sendTo(target, datagram, bytes);
        }
    }

    private Offer sendTo(LoopbackCarrier target, ByteBuffer datagram, int bytes) {
        Link link = links.get(target);
        if (link == null) {
            link = new Link(network.seed() * 31 + local.getPort() * 65537L + target.local.getPort());
            links.put(target, link);
        }
        Impairment wire = network.wire();
        long due = link.dueNanos(wire, bytes, clock.nanoTime());
        if (due == Link.LOST) {
            lost.add(1);
            return Offer.ACCEPTED;
        }
        boolean taken = target.inbox.put(self, datagram, due);
        if (taken && link.duplicated(wire)) {
            target.inbox.put(self, datagram, due);
        }
        return taken ? Offer.ACCEPTED : Offer.DROPPED;
    }

    private boolean takesFrom(InetSocketAddress sender) {
        return peer == null || peer.getPort() == sender.getPort();
    }

    @Override
    public void flush() {}

    @Override
    public InetSocketAddress local() {
        return local;
    }

    @Override
    public PathAddress address(InetSocketAddress socket) {
        LoopbackCarrier there = network.at(socket.getPort());
        return there != null
                ? there.self
                : new PathAddress(LoopbackTransport.ID, LoopbackTransport.socket(socket.getPort()));
    }

    @Override
    public void await(long maxNanos) {
        if (!closed) {
            inbox.await(maxNanos, clock);
        }
    }

    @Override
    public void wake() {
        inbox.wake();
    }

    @Override
    public void beginDrain() {
        draining = true;
    }

    @Override
    public boolean drained() {
        return inbox.isEmpty();
    }

    @Override
    public void close() {
        closed = true;
        network.left(this);
        inbox.close();
    }
}
