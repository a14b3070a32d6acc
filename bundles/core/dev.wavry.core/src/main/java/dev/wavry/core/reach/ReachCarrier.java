package dev.wavry.core.reach;

import dev.wavry.core.catalog.Provider;
import dev.wavry.core.slot.HandleContext;
import dev.wavry.reach.stun.StunMessage;
import dev.wavry.reach.stun.StunType;
import dev.wavry.rift.Identity;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.media.MediaClock;
import dev.wavry.spi.media.Offer;
import dev.wavry.spi.nat.Candidate;
import dev.wavry.spi.nat.GatherSpec;
import dev.wavry.spi.nat.Gathering;
import dev.wavry.spi.nat.NatServer;
import dev.wavry.spi.nat.NatStrategy;
import dev.wavry.spi.transport.Carrier;
import dev.wavry.spi.transport.CarrierContext;
import dev.wavry.spi.transport.CarrierSpec;
import dev.wavry.spi.transport.DatagramSink;
import dev.wavry.spi.transport.PathAddress;
import dev.wavry.spi.transport.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A carrier that finds its own paths. What sessions send and receive passes through; checks, servers and relays speak on the same port
 * and are taken out here (RFC 9443 keeps them apart). Sending to {@link ReachPeer#address} goes wherever that peer is reached now.
 */
public final class ReachCarrier implements Carrier {
    private static final int SESSION_BITS = 0xc0;
    private static final int MOST_PEERS = 64;

    private final Carrier inner;
    private final Identity identity;
    private final SecureRandom random;
    private final MediaClock clock;
    private final Queue<Runnable> commands = new ConcurrentLinkedQueue<>();
    private final List<Search> searches = new CopyOnWriteArrayList<>();
    private final List<ReachPeer> peers = new CopyOnWriteArrayList<>();
    private final List<Candidate> found = new CopyOnWriteArrayList<>();
    private final Map<PathAddress, Gathering> routes = new ConcurrentHashMap<>();
    private final List<Consumer<Candidate>> listeners = new CopyOnWriteArrayList<>();
    private final ByteBuffer out = ByteBuffer.allocateDirect(2048);
    private volatile DatagramSink sink = (from, datagram, nanos) -> {};
    private volatile @Nullable ReachPeer only;
    private volatile boolean closed;

    /**
     * Opens the carrier below.
     *
     * @throws CannotOpenException as {@code transport} does
     */
    public ReachCarrier(
            Transport transport, InetSocketAddress bind, Identity identity, SecureRandom random, MediaClock clock)
            throws CannotOpenException {
        this.identity = identity;
        this.random = random;
        this.clock = clock;
        this.inner = transport.open(new CarrierSpec(bind, null), new Below(clock));
    }

    private final class Below extends HandleContext implements CarrierContext {
        Below(MediaClock clock) {
            super(clock, why -> {}, cause -> closed = true);
        }

        @Override
        public DatagramSink sink() {
            return ReachCarrier.this::arrived;
        }
    }

    /**
     * A transport whose first opening gives this carrier, and whose others are those of the transport below.
     *
     * @param only the peer that an address without a known place stands for, or null
     */
    public Transport asTransport(Transport below, @Nullable ReachPeer only) {
        this.only = only;
        return new ReachTransport(this, below);
    }

    ReachCarrier into(DatagramSink arrivals) {
        sink = arrivals;
        return this;
    }

    /** A peer that may be looked for; any thread. @param chooses whether this end chooses the path (the client's does) */
    public ReachPeer peer(boolean chooses, Consumer<String> onPath) {
        ReachPeer peer = new ReachPeer(this, chooses, Credentials.make(random), clock.nanoTime(), onPath);
        execute(() -> {
            if (peers.size() < MOST_PEERS) {
                peers.add(peer);
            }
        });
        return peer;
    }

    /** Starts searches for everybody (no peer) or for one; any thread. */
    public void search(List<Provider<NatStrategy>> strategies, GatherSpec spec, @Nullable ReachPeer peer) {
        execute(() -> strategies.forEach(strategy -> {
            Search search = new Search(this, strategy.id(), peer, clock);
            searches.add(search);
            search.open(strategy.service(), spec);
        }));
    }

    /** A newer secret of a server that a peer's searches use; any thread. */
    public void refresh(ReachPeer peer, NatServer server) {
        execute(() -> searches.stream()
                .filter(search -> search.peer == peer && search.strategy.equals(server.kind()))
                .map(Search::gathering)
                .forEach(gathering -> {
                    if (gathering != null) {
                        gathering.refresh(server);
                    }
                }));
    }

    /** What others may be told; any thread. */
    public List<Candidate> candidates() {
        return List.copyOf(found);
    }

    /** Tells of each candidate from now on, on the agent. */
    public void onCandidate(Consumer<Candidate> listener) {
        listeners.add(listener);
    }

    /** Why searches found nothing, in words; any thread. */
    public List<String> refusals() {
        return searches.stream()
                .filter(Search::complete)
                .flatMap(search -> search.refusal().map(why -> search.strategy + ": " + why).stream())
                .toList();
    }

    /** True once every search has said all it will say; any thread. */
    public boolean settled() {
        return commands.isEmpty() && searches.stream().allMatch(Search::complete);
    }

    /** Whether anything was searched for this peer alone; any thread. */
    public boolean searchesFor(ReachPeer peer) {
        return searches.stream().anyMatch(search -> search.peer == peer);
    }

    /** Whether a peer is still looked for; any thread. */
    public boolean knows(ReachPeer peer) {
        return peers.contains(peer);
    }

    /** Runs something on the agent of this carrier; any thread. */
    public void execute(Runnable command) {
        commands.add(command);
        inner.wake();
    }

    void found(Search search, Candidate candidate) {
        Gathering gathering = search.gathering();
        if (candidate.address().socket() instanceof InetSocketAddress) {
            found.add(candidate);
            listeners.forEach(listener -> listener.accept(candidate));
        } else if (gathering != null && search.peer != null) {
            routes.put(candidate.address(), gathering);
            search.peer.add(candidate.address(), candidate.cost(), clock.nanoTime());
        }
    }

    private void arrived(PathAddress from, ByteBuffer datagram, long nanos) {
        if (!datagram.hasRemaining()) {
            return;
        }
        if ((datagram.get(datagram.position()) & SESSION_BITS) == SESSION_BITS) {
            session(from, datagram, nanos);
            return;
        }
        for (int i = 0; i < searches.size(); i++) {
            Gathering gathering = searches.get(i).gathering();
            if (gathering != null && gathering.arrived(from, datagram, nanos)) {
                return;
            }
        }
        check(from, datagram, nanos);
    }

    /** What a server passed on; it is no server's own word any more. */
    void through(Gathering gathering, PathAddress from, ByteBuffer datagram, long nanos) {
        routes.putIfAbsent(from, gathering);
        if (datagram.hasRemaining() && (datagram.get(datagram.position()) & SESSION_BITS) == SESSION_BITS) {
            session(from, datagram, nanos);
        } else {
            check(from, datagram, nanos);
        }
    }

    private void session(PathAddress from, ByteBuffer datagram, long nanos) {
        for (int i = 0; i < peers.size(); i++) {
            peers.get(i).heard(from, nanos);
        }
        sink.arrived(from, datagram, nanos);
    }

    private void check(PathAddress from, ByteBuffer datagram, long nanos) {
        StunMessage message = StunMessage.read(datagram);
        if (message == null) {
            return;
        }
        if (message.type() == StunType.BINDING) {
            String asked = Checks.asked(message);
            for (ReachPeer peer : peers) {
                if (peer.local().name().equals(asked)
                        && message.isSignedWith(peer.local().key())) {
                    peer.asked(message, from, nanos);
                    return;
                }
            }
        } else if (message.type() == (StunType.BINDING | StunType.SUCCESS)) {
            for (ReachPeer peer : peers) {
                if (peer.answer(message, from, nanos)) {
                    return;
                }
            }
        }
    }

    /** Whether an address that somebody named may be sent to: ours may be loopback only if we are. */
    boolean sensible(InetSocketAddress socket) {
        InetAddress address = socket.getAddress();
        return address != null
                && socket.getPort() > 0
                && !address.isAnyLocalAddress()
                && !address.isMulticastAddress()
                && (!address.isLoopbackAddress() || inner.local().getAddress().isLoopbackAddress());
    }

    void expect(ReachPeer peer, InetSocketAddress socket) {
        for (Search search : searches) {
            Gathering gathering = search.gathering();
            if (gathering != null && (search.peer == null || search.peer == peer)) {
                gathering.expect(socket);
            }
        }
    }

    void send(PathAddress to, byte[] message) {
        send(to, out.clear().put(message).flip());
    }

    void fill(byte[] transaction) {
        random.nextBytes(transaction);
    }

    long now() {
        return clock.nanoTime();
    }

    Carrier inner() {
        return inner;
    }

    byte[] sign(byte[] message) {
        return identity.sign(message);
    }

    SecureRandom random() {
        return random;
    }

    void forget(ReachPeer peer) {
        peers.remove(peer);
        for (Search search : searches) {
            Gathering gathering = search.gathering();
            if (search.peer == peer) {
                searches.remove(search);
                if (gathering != null) {
                    routes.values().removeIf(route -> route == gathering);
                    gathering.close();
                }
            }
        }
    }

    @Override
    public Offer send(PathAddress to, ByteBuffer datagram) {
        if (to.socket() instanceof InetSocketAddress) {
            return inner.send(to, datagram);
        }
        if (to.socket() instanceof PeerAddress peer) {
            PathAddress path = peer.peer().path();
            return path == null ? Offer.DROPPED : send(path, datagram);
        }
        Gathering route = routes.get(to);
        return route == null ? Offer.DROPPED : route.send(to, datagram);
    }

    @Override
    public void flush() {
        inner.flush();
    }

    @Override
    public InetSocketAddress local() {
        return inner.local();
    }

    @Override
    public PathAddress address(InetSocketAddress socket) {
        ReachPeer peer = only;
        if (peer != null && socket.isUnresolved()) {
            return peer.address();
        }
        return inner.address(socket);
    }

    @Override
    public int doWork() {
        int done = 0;
        for (Runnable command = commands.poll(); command != null; command = commands.poll()) {
            command.run();
            done++;
        }
        done += inner.doWork();
        if (!peers.isEmpty() || !searches.isEmpty()) {
            done += work(clock.nanoTime());
        }
        return done;
    }

    private int work(long now) {
        int done = 0;
        for (int i = 0; i < searches.size(); i++) {
            done += searches.get(i).work(now);
        }
        for (int i = peers.size() - 1; i >= 0; i--) {
            ReachPeer peer = peers.get(i);
            done += peer.work(now);
            if (peer.over(now)) {
                forget(peer);
            }
        }
        return done;
    }

    @Override
    public void await(long maxNanos) {
        if (!commands.isEmpty()) {
            return;
        }
        long now = clock.nanoTime();
        long next = Long.MAX_VALUE;
        for (int i = 0; i < searches.size(); i++) {
            next = Math.min(next, searches.get(i).nextNanos());
        }
        for (int i = 0; i < peers.size(); i++) {
            next = Math.min(next, peers.get(i).nextNanos(now));
        }
        inner.await(next == Long.MAX_VALUE ? maxNanos : Math.max(0, Math.min(maxNanos, next - now)));
    }

    @Override
    public void wake() {
        inner.wake();
    }

    @Override
    public void beginDrain() {
        inner.beginDrain();
    }

    @Override
    public boolean drained() {
        return closed || inner.drained();
    }

    @Override
    public void close() {
        closed = true;
        for (Search search : searches) {
            Gathering gathering = search.gathering();
            if (gathering != null) {
                gathering.close();
            }
        }
        inner.close();
    }
}
