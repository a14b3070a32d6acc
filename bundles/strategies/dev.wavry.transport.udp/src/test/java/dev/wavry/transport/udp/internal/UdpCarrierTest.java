package dev.wavry.transport.udp.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.media.Offer;
import dev.wavry.spi.transport.Carrier;
import dev.wavry.spi.transport.CarrierSpec;
import dev.wavry.spi.transport.PathAddress;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class UdpCarrierTest {
    private static final long DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final List<Carrier> opened = new ArrayList<>();
    private final RecordingContext hostSees = new RecordingContext();
    private final RecordingContext clientSees = new RecordingContext();

    @AfterEach
    void closeAll() {
        opened.forEach(Carrier::close);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1200, 1452, UdpTransport.LARGEST_DATAGRAM_BYTES})
    void shouldCarryEveryAllowedSizeUnchanged(int bytes) throws Exception {
        Carrier host = host();
        Carrier client = client(host);
        ByteBuffer datagram = random(bytes);
        assertEquals(Offer.ACCEPTED, client.send(client.address(host.local()), datagram));
        assertEquals(0, datagram.position(), "the buffer stays the sender's");
        pump(host, () -> hostSees.arrivals.size() == 1);
        byte[] expected = new byte[bytes];
        datagram.get(expected);
        assertArrayEquals(expected, hostSees.arrivals.get(0).bytes());
        assertEquals(bytes, hostSees.count("udp.received.bytes"));
    }

    @Test
    void shouldRefuseWhatIsEmptyOrFitsIntoNoDatagram() throws Exception {
        Carrier host = host();
        Carrier client = client(host);
        assertEquals(
                Offer.DROPPED,
                client.send(client.address(host.local()), random(UdpTransport.LARGEST_DATAGRAM_BYTES + 1)));
        assertEquals(Offer.DROPPED, client.send(client.address(host.local()), random(0)));
        assertEquals(2, clientSees.count("udp.sent.refused"));
    }

    @Test
    void shouldKeepTheOrderOfOneSender() throws Exception {
        Carrier host = host();
        Carrier client = client(host);
        for (int i = 0; i < 500; i++) {
            assertEquals(Offer.ACCEPTED, client.send(client.address(host.local()), numbered(i)));
        }
        pump(host, () -> hostSees.arrivals.size() == 500);
        long before = 0;
        for (int i = 0; i < 500; i++) {
            RecordingContext.Arrival arrival = hostSees.arrivals.get(i);
            assertEquals(i, ByteBuffer.wrap(arrival.bytes()).getInt());
            assertTrue(arrival.nanos() >= before, "arrival times never go back");
            before = arrival.nanos();
        }
    }

    @Test
    void shouldTellTwoClientsApartAndAnswerEach() throws Exception {
        Carrier host = host();
        Carrier first = client(host);
        RecordingContext secondSees = new RecordingContext();
        Carrier second = open(host.local(), secondSees);
        for (int i = 0; i < 10; i++) {
            first.send(first.address(host.local()), numbered(i));
            second.send(second.address(host.local()), numbered(100 + i));
        }
        pump(host, () -> hostSees.arrivals.size() == 20);
        PathAddress toFirst = senderOf(0);
        PathAddress toSecond = senderOf(100);
        assertNotEquals(toFirst, toSecond);
        for (RecordingContext.Arrival arrival : hostSees.arrivals) {
            boolean ofFirst = ByteBuffer.wrap(arrival.bytes()).getInt() < 100;
            assertSame(ofFirst ? toFirst : toSecond, arrival.from(), "the same sender is the same object");
        }
        assertSame(toFirst, host.address(first.local()));
        host.send(toSecond, numbered(7));
        pump(second, () -> secondSees.arrivals.size() == 1);
        assertEquals(0, first.doWork(), "nothing came to the other client");
    }

    @Test
    void shouldIgnoreStrangersWhenItHasAPeer() throws Exception {
        Carrier host = host();
        Carrier client = client(host);
        RecordingContext strangerSees = new RecordingContext();
        Carrier stranger = open(null, strangerSees);
        assertEquals(Offer.ACCEPTED, stranger.send(stranger.address(client.local()), numbered(1)));
        host.send(host.address(client.local()), numbered(2));
        pump(client, () -> !clientSees.arrivals.isEmpty());
        assertEquals(2, ByteBuffer.wrap(clientSees.arrivals.get(0).bytes()).getInt());
        assertEquals(Offer.DROPPED, client.send(client.address(stranger.local()), numbered(3)));
        assertEquals(1, clientSees.count("udp.sent.refused"));
    }

    @Test
    void shouldSayWhichPortIsInUse() throws Exception {
        Carrier host = host();
        CannotOpenException problem =
                org.junit.jupiter.api.Assertions.assertThrows(CannotOpenException.class, () -> new UdpTransport()
                        .open(new CarrierSpec(host.local(), null), new RecordingContext()));
        assertEquals(CannotOpenException.Reason.BUSY, problem.reason());
        assertTrue(
                problem.what().contains("port " + host.local().getPort())
                        && problem.what().contains("127.0.0.1"),
                problem.what());
        assertTrue(problem.fix().contains("another port"), problem.fix());
    }

    @Test
    void shouldSayThatAnAddressIsNotOfThisMachine() {
        // TEST-NET-1 of RFC 5737 belongs to no machine.
        InetSocketAddress elsewhere = new InetSocketAddress("192.0.2.1", 0);
        CannotOpenException problem =
                org.junit.jupiter.api.Assertions.assertThrows(CannotOpenException.class, () -> new UdpTransport()
                        .open(new CarrierSpec(elsewhere, null), new RecordingContext()));
        assertEquals(CannotOpenException.Reason.NOT_HERE, problem.reason());
        assertTrue(problem.what().contains("192.0.2.1"), problem.what());
    }

    @Test
    void shouldSayThatANameHasNoAddress() {
        InetSocketAddress nameless = InetSocketAddress.createUnresolved("no-such-name.invalid", 4000);
        CannotOpenException problem =
                org.junit.jupiter.api.Assertions.assertThrows(CannotOpenException.class, () -> new UdpTransport()
                        .open(new CarrierSpec(loopback(0), nameless), new RecordingContext()));
        assertEquals(CannotOpenException.Reason.NOT_HERE, problem.reason());
        assertTrue(problem.what().contains("no-such-name.invalid"), problem.what());
    }

    @Test
    void shouldCountThatThePeerIsGoneAndGoOnWhenItIsBack() throws Exception {
        Carrier host = host();
        Carrier client = client(host);
        InetSocketAddress place = host.local();
        host.close();
        long deadline = System.nanoTime() + DEADLINE_NANOS;
        while (clientSees.count("udp.sent.unreachable") + clientSees.count("udp.received.unreachable") == 0) {
            assertTrue(System.nanoTime() < deadline, "no word of the closed port");
            assertEquals(Offer.ACCEPTED, client.send(client.address(place), numbered(1)));
            client.doWork();
        }
        RecordingContext backSees = new RecordingContext();
        Carrier back = new UdpTransport().open(new CarrierSpec(place, null), backSees);
        opened.add(back);
        client.send(client.address(place), numbered(2));
        pump(back, () -> !backSees.arrivals.isEmpty());
        assertTrue(clientSees.failures.isEmpty(), clientSees.failures.toString());
    }

    @Test
    void shouldEndAWaitWhenADatagramArrives() throws Exception {
        Carrier host = host();
        Carrier client = client(host);
        Thread sender = new Thread(() -> client.send(client.address(host.local()), numbered(1)));
        sender.start();
        host.await(TimeUnit.SECONDS.toNanos(25));
        assertEquals(1, host.doWork());
        sender.join();
    }

    @Test
    void shouldEndAWaitWhenWokenBeforeAndDuringIt() throws Exception {
        Carrier host = host();
        host.wake();
        host.await(TimeUnit.MINUTES.toNanos(10));
        Thread waiting = new Thread(() -> host.await(TimeUnit.MINUTES.toNanos(10)));
        waiting.start();
        long deadline = System.nanoTime() + DEADLINE_NANOS;
        while (waiting.getState() == Thread.State.NEW) {
            assertTrue(System.nanoTime() < deadline);
            Thread.onSpinWait();
        }
        host.wake();
        waiting.join(TimeUnit.NANOSECONDS.toMillis(DEADLINE_NANOS));
        assertEquals(Thread.State.TERMINATED, waiting.getState());
        assertEquals(0, host.doWork());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1_000, 200_000, 999_999, 3_000_000})
    void shouldEndAWaitWhenTheTimeIsOver(long maxNanos) throws Exception {
        host().await(maxNanos);
    }

    @Test
    void shouldKeepEachDatagramWholeWhenSeveralThreadsSend() throws Exception {
        Carrier host = host();
        Carrier client = client(host);
        int threads = 4;
        int each = 200;
        List<Thread> senders = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            int id = t;
            Thread sender = new Thread(() -> {
                ByteBuffer datagram = ByteBuffer.allocateDirect(1200);
                for (int i = 0; i < each; i++) {
                    datagram.putInt(0, id).putInt(1196, i);
                    client.send(client.address(host.local()), datagram);
                }
            });
            senders.add(sender);
            sender.start();
        }
        pump(host, () -> hostSees.arrivals.size() == threads * each);
        int[] next = new int[threads];
        for (RecordingContext.Arrival arrival : hostSees.arrivals) {
            ByteBuffer bytes = ByteBuffer.wrap(arrival.bytes());
            assertEquals(next[bytes.getInt(0)]++, bytes.getInt(1196));
        }
        for (Thread sender : senders) {
            sender.join();
        }
        assertEquals(threads * each, clientSees.count("udp.sent.datagrams"));
    }

    @Test
    void shouldDeliverWhatIsInFlightWhenDraining() throws Exception {
        Carrier host = host();
        Carrier client = client(host);
        client.send(client.address(host.local()), numbered(1));
        host.beginDrain();
        assertEquals(Offer.CLOSED, host.send(host.address(client.local()), numbered(2)));
        pump(host, host::drained);
        assertEquals(1, hostSees.arrivals.size());
    }

    @Test
    void shouldCloseTwiceAndAnswerClosedAfterwards() throws Exception {
        Carrier host = host();
        Carrier client = client(host);
        client.close();
        client.close();
        assertEquals(Offer.CLOSED, client.send(client.address(host.local()), numbered(1)));
        assertEquals(0, client.doWork());
        client.await(TimeUnit.MINUTES.toNanos(10));
        assertTrue(clientSees.failures.isEmpty(), clientSees.failures.toString());
    }

    @Test
    void shouldLeaveNoDescriptorBehindWhenReopenedOnTheSamePort() throws Exception {
        Carrier first = host();
        InetSocketAddress place = first.local();
        first.close();
        int before = descriptors();
        for (int i = 0; i < 20; i++) {
            Carrier again = new UdpTransport().open(new CarrierSpec(place, null), new RecordingContext());
            assertEquals(place, again.local());
            again.close();
        }
        assertTrue(descriptors() < before + 20, "descriptors stayed open");
    }

    @Test
    void shouldAllocateNothingWithOnePeer() throws Exception {
        long[] seen = new long[1];
        hostSees.sink((from, datagram, nanos) -> seen[0] += datagram.remaining());
        Carrier host = host();
        Carrier client = client(host);
        PathAddress to = client.address(host.local());
        ByteBuffer datagram = random(1200);
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        exchange(client, host, to, datagram, 20_000);
        int measured = 20_000;
        long before = threads.getCurrentThreadAllocatedBytes();
        exchange(client, host, to, datagram, measured);
        long bytes = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(bytes < measured, "garbage of " + (double) bytes / measured + " bytes per datagram");
        assertTrue(seen[0] >= 1200L * measured);
    }

    private void exchange(Carrier client, Carrier host, PathAddress to, ByteBuffer datagram, int times) {
        for (int i = 0; i < times; i++) {
            client.send(to, datagram);
            host.await(DEADLINE_NANOS);
            host.doWork();
        }
    }

    @Test
    void shouldOnlyListenWhereItIsTold() throws Exception {
        Carrier host = host();
        assertEquals(InetAddress.getByName("127.0.0.1"), host.local().getAddress());
        assertNotSame(0, host.local().getPort());
        assertTrue(hostSees.count("udp.buffer.receive.bytes") > 0);
    }

    private PathAddress senderOf(int number) {
        for (RecordingContext.Arrival arrival : hostSees.arrivals) {
            if (ByteBuffer.wrap(arrival.bytes()).getInt() == number) {
                return arrival.from();
            }
        }
        throw new AssertionError("no datagram " + number);
    }

    private Carrier host() throws CannotOpenException {
        return open(null, hostSees);
    }

    private Carrier client(Carrier host) throws CannotOpenException {
        return open(host.local(), clientSees);
    }

    private Carrier open(@org.jspecify.annotations.Nullable InetSocketAddress peer, RecordingContext context)
            throws CannotOpenException {
        Carrier carrier = new UdpTransport().open(new CarrierSpec(loopback(0), peer), context);
        opened.add(carrier);
        return carrier;
    }

    private static void pump(Carrier carrier, BooleanSupplier done) {
        long deadline = System.nanoTime() + DEADLINE_NANOS;
        while (!done.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "nothing more arrived");
            if (carrier.doWork() == 0) {
                carrier.await(TimeUnit.MILLISECONDS.toNanos(5));
            }
        }
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress("127.0.0.1", port);
    }

    private static ByteBuffer numbered(int number) {
        return ByteBuffer.allocateDirect(8).putInt(0, number);
    }

    private static ByteBuffer random(int bytes) {
        byte[] content = new byte[bytes];
        new Random(bytes).nextBytes(content);
        return ByteBuffer.allocateDirect(bytes).put(content).flip();
    }

    private static int descriptors() {
        String[] open = new File("/proc/self/fd").list();
        return open == null ? 0 : open.length;
    }
}
