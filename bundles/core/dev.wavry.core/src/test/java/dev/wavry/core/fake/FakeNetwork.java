package dev.wavry.core.fake;

import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.media.Offer;
import dev.wavry.spi.transport.Carrier;
import dev.wavry.spi.transport.CarrierContext;
import dev.wavry.spi.transport.CarrierSpec;
import dev.wavry.spi.transport.PathAddress;
import dev.wavry.spi.transport.Transport;
import dev.wavry.spi.transport.TransportTraits;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A network inside this process; it can lose, delay past each other and double datagrams, and it can be cut. */
public final class FakeNetwork implements Transport {
    private final Laws laws;
    private final Map<Integer, FakeCarrier> byPort = new ConcurrentHashMap<>();
    private final AtomicInteger nextPort = new AtomicInteger(40_000);
    private final Random random;
    private volatile double loss;
    private volatile double reorder;
    private volatile double duplicate;
    private volatile boolean cut;
    private volatile long sent;

    /** A perfect network. */
    public FakeNetwork(Laws laws, long seed) {
        this.laws = laws;
        this.random = new Random(seed);
    }

    /** From now on datagrams suffer these chances. */
    public void impair(double newLoss, double newReorder, double newDuplicate) {
        loss = newLoss;
        reorder = newReorder;
        duplicate = newDuplicate;
    }

    /** While cut, everything is lost. */
    public void cut(boolean now) {
        cut = now;
    }

    /** The next look at the network throws, at every end. */
    public void throwNext(RuntimeException e) {
        byPort.values().forEach(carrier -> carrier.throwNext = e);
        byPort.values().forEach(FakeCarrier::wake);
    }

    /** A stranger sends this to a port. */
    public void send(int port, byte[] bytes) {
        FakeCarrier to = byPort.get(port);
        if (to != null) {
            ByteBuffer datagram =
                    ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
            PathAddress stranger = new PathAddress("fake", new InetSocketAddress(InetAddress.getLoopbackAddress(), 9));
            to.take(new Datagram(stranger, datagram, System.nanoTime()));
        }
    }

    /** Whether any carrier is open on it. */
    public boolean isUsed() {
        return !byPort.isEmpty();
    }

    /** Datagrams that were given to it so far. */
    public long sent() {
        return sent;
    }

    @Override
    public TransportTraits traits() {
        return new TransportTraits(16384, false, false, false);
    }

    @Override
    public Carrier open(CarrierSpec spec, CarrierContext context) throws CannotOpenException {
        int port = spec.bind().getPort() == 0 ? freePort() : spec.bind().getPort();
        FakeCarrier carrier = new FakeCarrier(port, context);
        if (byPort.putIfAbsent(port, carrier) != null) {
            carrier.close();
            throw new CannotOpenException(
                    CannotOpenException.Reason.BUSY, "Port " + port + " is in use", "Choose another one.");
        }
        return carrier;
    }

    private int freePort() {
        int port = nextPort.incrementAndGet();
        return byPort.containsKey(port) ? freePort() : port;
    }

    private synchronized void deliver(FakeCarrier from, int port, ByteBuffer datagram) {
        sent++;
        FakeCarrier to = byPort.get(port);
        if (to == null || cut || random.nextDouble() < loss) {
            return;
        }
        int copies = random.nextDouble() < duplicate ? 2 : 1;
        for (int i = 0; i < copies; i++) {
            ByteBuffer copy = ByteBuffer.allocateDirect(datagram.remaining());
            copy.put(datagram.duplicate()).flip();
            long delay = random.nextDouble() < reorder ? random.nextInt(4_000_000) : 0;
            to.take(new Datagram(from.path, copy, System.nanoTime() + delay));
        }
    }

    private record Datagram(PathAddress from, ByteBuffer bytes, long notBeforeNanos) {}

    private final class FakeCarrier implements Carrier {
        private final InetSocketAddress local;
        private final PathAddress path;
        private final CarrierContext context;
        private final Laws.Guard guard;
        private final List<Datagram> inbox = new ArrayList<>();
        private volatile @Nullable RuntimeException throwNext;
        private boolean woken;

        FakeCarrier(int port, CarrierContext context) {
            this.local = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            this.path = new PathAddress("fake", local);
            this.context = context;
            this.guard = laws.new Guard("carrier " + port);
        }

        synchronized void take(Datagram datagram) {
            inbox.add(datagram);
            notifyAll();
        }

        @Override
        public Offer send(PathAddress to, ByteBuffer datagram) {
            guard.mention("send");
            deliver(this, ((InetSocketAddress) to.socket()).getPort(), datagram);
            return Offer.ACCEPTED;
        }

        @Override
        public void flush() {
            guard.mention("flush");
        }

        @Override
        public InetSocketAddress local() {
            return local;
        }

        @Override
        public PathAddress address(InetSocketAddress socket) {
            return new PathAddress("fake", socket);
        }

        @Override
        public int doWork() {
            boolean outermost = guard.enter("doWork");
            try {
                RuntimeException toThrow = throwNext;
                if (toThrow != null) {
                    throwNext = null;
                    throw toThrow;
                }
                int done = 0;
                for (Datagram next = poll(); next != null && done < 64; next = poll()) {
                    context.sink().arrived(next.from, next.bytes, System.nanoTime());
                    done++;
                }
                return done;
            } finally {
                guard.leave(outermost);
            }
        }

        private synchronized @Nullable Datagram poll() {
            long now = System.nanoTime();
            for (int i = 0; i < inbox.size(); i++) {
                if (inbox.get(i).notBeforeNanos <= now) {
                    return inbox.remove(i);
                }
            }
            return null;
        }

        @Override
        public void await(long maxNanos) {
            boolean outermost = guard.enter("await");
            try {
                sleep(System.nanoTime() + maxNanos);
            } finally {
                guard.leave(outermost);
            }
        }

        private synchronized void sleep(long untilNanos) {
            try {
                for (long wait = left(untilNanos); wait > 0 && !woken; wait = left(untilNanos)) {
                    wait(wait / 1_000_000, (int) (wait % 1_000_000));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            woken = false;
        }

        private long left(long untilNanos) {
            long until = untilNanos;
            for (Datagram datagram : inbox) {
                until = Math.min(until, datagram.notBeforeNanos);
            }
            return until - System.nanoTime();
        }

        @Override
        public void wake() {
            guard.mention("wake");
            synchronized (this) {
                woken = true;
                notifyAll();
            }
        }

        @Override
        public void close() {
            if (guard.close()) {
                byPort.remove(local.getPort(), this);
            }
        }
    }
}
