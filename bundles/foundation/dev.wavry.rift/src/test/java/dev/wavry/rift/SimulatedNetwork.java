package dev.wavry.rift;

import dev.wavry.spi.transport.PathAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Two ends, a virtual clock and a path that loses, delays, doubles and reorders, all from one seed. */
public final class SimulatedNetwork {
    static final long MILLI = 1_000_000L;

    /** How bad a path is. */
    public record Path(double loss, double duplicate, double reorder, long delayNanos, long jitterNanos) {
        public static Path perfect() {
            return new Path(0, 0, 0, MILLI, 0);
        }

        public static Path lossy(double loss) {
            return new Path(loss, 0.02, 0.05, 4 * MILLI, MILLI);
        }
    }

    private record Flight(long at, long order, boolean toServer, byte[] bytes, PathAddress other) {}

    private final Random random;
    private final PriorityQueue<Flight> flights =
            new PriorityQueue<>(Comparator.comparingLong(Flight::at).thenComparingLong(Flight::order));
    private final ByteBuffer out = ByteBuffer.allocateDirect(20_000);
    private final ByteBuffer refusal = ByteBuffer.allocate(1500);
    private long order;
    public long now = 1_000 * MILLI;
    public Path path;
    public RiftConnection client;
    public RiftConnection host;
    public final RiftServer server;
    public long datagrams;
    /** Sees every datagram on its way, true = towards the host; may keep a copy. */
    public Consumer<byte[]> tap = bytes -> {};

    /** Sees every datagram of the host that arrives, and where. */
    public BiConsumer<PathAddress, byte[]> hostSent = (to, bytes) -> {};

    /** Where the client is; what is sent elsewhere does not reach it. */
    public PathAddress clientAddress = address(1, 5000);

    public long hostClockAheadNanos;

    public SimulatedNetwork(long seed, Path path, RiftServer server) {
        this.random = new Random(seed);
        this.path = path;
        this.server = server;
    }

    long hostNow() {
        return now + hostClockAheadNanos;
    }

    /** An address in 192.0.2.0/24, which no machine has (RFC 5737). */
    public static PathAddress address(int host, int port) {
        try {
            byte[] bytes = {(byte) 192, 0, 2, (byte) host};
            return new PathAddress("simulated", new InetSocketAddress(InetAddress.getByAddress(bytes), port));
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    /** Puts a datagram on the way between the host and where the client is now. */
    public void send(boolean toServer, byte[] bytes) {
        send(toServer, bytes, clientAddress);
    }

    /** Puts a datagram on the way from an address to the host, or from the host to it. */
    public void send(boolean toServer, byte[] bytes, PathAddress other) {
        datagrams++;
        tap.accept(bytes);
        if (random.nextDouble() < path.loss()) {
            return;
        }
        long delay = path.delayNanos() + (path.jitterNanos() == 0 ? 0 : random.nextLong(path.jitterNanos()));
        if (random.nextDouble() < path.reorder()) {
            delay += random.nextLong(5 * MILLI);
        }
        flights.add(new Flight(now + delay, order++, toServer, bytes, other));
        if (random.nextDouble() < path.duplicate()) {
            flights.add(new Flight(now + delay + random.nextLong(3 * MILLI), order++, toServer, bytes.clone(), other));
        }
    }

    /** Everything both ends have to say now. */
    public void pump() {
        boolean more = true;
        while (more) {
            more = poll(client, true);
            more |= host != null && poll(host, false);
        }
    }

    private boolean poll(RiftConnection end, boolean toServer) {
        out.clear();
        if (!end.poll(out, toServer ? now : hostNow())) {
            return false;
        }
        byte[] bytes = new byte[out.flip().remaining()];
        out.get(bytes);
        PathAddress path = toServer ? null : end.path();
        send(toServer, bytes, path == null ? clientAddress : path);
        return true;
    }

    private void arrive(Flight flight) {
        ByteBuffer datagram = ByteBuffer.allocateDirect(flight.bytes().length);
        datagram.put(flight.bytes()).flip();
        if (!flight.toServer()) {
            hostSent.accept(flight.other(), flight.bytes());
            if (flight.other().equals(clientAddress)) {
                client.receive(datagram, now);
            }
            return;
        }
        RiftConnection known = server.route(datagram);
        if (known != null) {
            known.receive(datagram, flight.other(), hostNow());
            return;
        }
        refusal.clear();
        RiftConnection made = server.accept(datagram, flight.other(), hostNow(), refusal);
        if (made != null) {
            host = made;
        } else if (refusal.flip().hasRemaining()) {
            byte[] bytes = new byte[refusal.remaining()];
            refusal.get(bytes);
            if (bytes.length > flight.bytes().length) {
                throw new AssertionError("a refusal is larger than the question");
            }
            send(false, bytes, flight.other());
        }
    }

    /** Lets time pass, doing what is due when it is due. */
    public void run(long nanos) {
        long until = now + nanos;
        pump();
        while (now < until) {
            long next = Math.min(until, deadline());
            if (!flights.isEmpty()) {
                next = Math.min(next, flights.peek().at());
            }
            // A deadline that stays in the past would stop the clock: time goes on by a microsecond at least.
            now = Math.max(next, now + 1000);
            while (!flights.isEmpty() && flights.peek().at() <= now) {
                arrive(flights.poll());
                pump();
            }
            if (client.nextDeadlineNanos() <= now) {
                client.onDeadline(now);
            }
            if (host != null && host.nextDeadlineNanos() <= hostNow()) {
                host.onDeadline(hostNow());
            }
            pump();
        }
    }

    private long deadline() {
        long clientNext = client.nextDeadlineNanos();
        long hostNext = host == null ? Long.MAX_VALUE : host.nextDeadlineNanos();
        long hostOnOurClock = hostNext == Long.MAX_VALUE ? hostNext : hostNext - hostClockAheadNanos;
        return Math.min(clientNext, hostOnOurClock);
    }
}
