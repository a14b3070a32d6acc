package dev.wavry.rift;

import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;
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

    private record Flight(long at, long order, boolean toServer, byte[] bytes) {}

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

    public long hostClockAheadNanos;

    public SimulatedNetwork(long seed, Path path, RiftServer server) {
        this.random = new Random(seed);
        this.path = path;
        this.server = server;
    }

    long hostNow() {
        return now + hostClockAheadNanos;
    }

    /** Puts a datagram on the way. */
    public void send(boolean toServer, byte[] bytes) {
        datagrams++;
        tap.accept(bytes);
        if (random.nextDouble() < path.loss()) {
            return;
        }
        long delay = path.delayNanos() + (path.jitterNanos() == 0 ? 0 : random.nextLong(path.jitterNanos()));
        if (random.nextDouble() < path.reorder()) {
            delay += random.nextLong(5 * MILLI);
        }
        flights.add(new Flight(now + delay, order++, toServer, bytes));
        if (random.nextDouble() < path.duplicate()) {
            flights.add(new Flight(now + delay + random.nextLong(3 * MILLI), order++, toServer, bytes.clone()));
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
        send(toServer, bytes);
        return true;
    }

    private void arrive(Flight flight) {
        ByteBuffer datagram = ByteBuffer.allocateDirect(flight.bytes().length);
        datagram.put(flight.bytes()).flip();
        if (!flight.toServer()) {
            client.receive(datagram, now);
            return;
        }
        RiftConnection known = server.route(datagram);
        if (known != null) {
            known.receive(datagram, hostNow());
            return;
        }
        refusal.clear();
        RiftConnection made = server.accept(datagram, hostNow(), refusal);
        if (made != null) {
            host = made;
        } else if (refusal.flip().hasRemaining()) {
            byte[] bytes = new byte[refusal.remaining()];
            refusal.get(bytes);
            if (bytes.length > flight.bytes().length) {
                throw new AssertionError("a refusal is larger than the question");
            }
            send(false, bytes);
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
