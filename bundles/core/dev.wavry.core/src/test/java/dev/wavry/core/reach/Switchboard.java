package dev.wavry.core.reach;

import dev.wavry.spi.media.Offer;
import dev.wavry.spi.nat.Candidate;
import dev.wavry.spi.nat.GatherContext;
import dev.wavry.spi.nat.GatherSpec;
import dev.wavry.spi.nat.Gathering;
import dev.wavry.spi.nat.NatCost;
import dev.wavry.spi.nat.NatStrategy;
import dev.wavry.spi.transport.Carrier;
import dev.wavry.spi.transport.CarrierContext;
import dev.wavry.spi.transport.CarrierSpec;
import dev.wavry.spi.transport.PathAddress;
import dev.wavry.spi.transport.Transport;
import dev.wavry.spi.transport.TransportTraits;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A network in memory: what is sent arrives, unless the network was cut. A first byte of 80 marks what goes through the tunnel. */
final class Switchboard implements Transport {
    private static final byte TUNNEL = 0x50;

    private final Map<InetSocketAddress, End> ends = new ConcurrentHashMap<>();
    volatile boolean cut;
    volatile boolean tunnelCut;

    private record Arrival(InetSocketAddress from, byte[] bytes) {}

    @Override
    public TransportTraits traits() {
        return new TransportTraits(1500, false, false, false);
    }

    @Override
    public Carrier open(CarrierSpec spec, CarrierContext context) {
        End end = new End(spec.bind(), context);
        ends.put(spec.bind(), end);
        return end;
    }

    private final class End implements Carrier {
        private final InetSocketAddress at;
        private final CarrierContext context;
        private final Queue<Arrival> arrivals = new LinkedBlockingQueue<>();
        private final LinkedBlockingQueue<Boolean> bell = new LinkedBlockingQueue<>();

        End(InetSocketAddress at, CarrierContext context) {
            this.at = at;
            this.context = context;
        }

        @Override
        public Offer send(PathAddress to, ByteBuffer datagram) {
            byte[] bytes = new byte[datagram.remaining()];
            datagram.duplicate().get(bytes);
            End other = ends.get((InetSocketAddress) to.socket());
            if (other != null && !(bytes[0] == TUNNEL ? tunnelCut : cut)) {
                other.arrivals.add(new Arrival(at, bytes));
                other.wake();
            }
            return Offer.ACCEPTED;
        }

        @Override
        public int doWork() {
            Arrival arrival = arrivals.poll();
            if (arrival == null) {
                return 0;
            }
            ByteBuffer datagram = ByteBuffer.allocateDirect(arrival.bytes.length);
            datagram.put(arrival.bytes).flip();
            context.sink()
                    .arrived(address(arrival.from), datagram, context.clock().nanoTime());
            return 1;
        }

        @Override
        public void await(long maxNanos) {
            try {
                bell.poll(maxNanos, TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void wake() {
            bell.add(true);
        }

        @Override
        public void flush() {}

        @Override
        public InetSocketAddress local() {
            return at;
        }

        @Override
        public PathAddress address(InetSocketAddress socket) {
            return new PathAddress("test", socket);
        }

        @Override
        public void close() {
            ends.remove(at, this);
        }
    }

    /** A way around: to the far side's address, with a mark in front. */
    static NatStrategy tunnel(InetSocketAddress far) {
        return new NatStrategy() {
            @Override
            public NatCost cost() {
                return NatCost.RELAYED;
            }

            @Override
            public Gathering gather(GatherSpec spec, GatherContext context) {
                return new Tunnel(far, context);
            }
        };
    }

    private static final class Through extends SocketAddress {
        private static final long serialVersionUID = 1L;
    }

    private static final class Tunnel implements Gathering {
        private final GatherContext context;
        private final PathAddress far;
        private final PathAddress path = new PathAddress("tunnel", new Through());

        Tunnel(InetSocketAddress far, GatherContext context) {
            this.context = context;
            this.far = context.address(far);
            context.found(new Candidate(NatCost.RELAYED, path, "tunnel"));
        }

        @Override
        public boolean complete() {
            return true;
        }

        @Override
        public Optional<String> refusal() {
            return Optional.empty();
        }

        @Override
        public boolean arrived(PathAddress from, ByteBuffer datagram, long arrivalNanos) {
            if (datagram.get(datagram.position()) != TUNNEL) {
                return false;
            }
            datagram.position(datagram.position() + 1);
            context.deliver(path, datagram, arrivalNanos);
            return true;
        }

        @Override
        public Offer send(PathAddress to, ByteBuffer datagram) {
            ByteBuffer marked = ByteBuffer.allocateDirect(1 + datagram.remaining());
            return context.send(
                    far, marked.put(TUNNEL).put(datagram.duplicate()).flip());
        }

        @Override
        public void close() {}
    }
}
