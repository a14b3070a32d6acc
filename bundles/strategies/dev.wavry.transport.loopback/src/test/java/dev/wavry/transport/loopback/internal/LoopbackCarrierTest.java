package dev.wavry.transport.loopback.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.media.Offer;
import dev.wavry.spi.transport.Carrier;
import dev.wavry.spi.transport.CarrierSpec;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LoopbackCarrierTest {
    private static final long SEED = 20;
    private static final long MILLI = 1_000_000;

    private long nowNanos = 5 * MILLI;
    private final LoopbackTransport network = new LoopbackTransport(SEED, Impairment.NONE);
    private final RecordingContext hostSees = new RecordingContext(() -> nowNanos);
    private final RecordingContext clientSees = new RecordingContext(() -> nowNanos);

    @Test
    void shouldDeliverInOrderAtOnceOnAPerfectWire() throws Exception {
        Carrier host = open(4000, null, hostSees);
        Carrier client = open(0, host.local(), clientSees);
        sendNumbers(client, host, 100);
        drain(host);
        assertEquals(numbers(100), arrived(hostSees));
        assertSame(client.address(client.local()), hostSees.arrivals.get(0).from());
        host.send(hostSees.arrivals.get(0).from(), numbered(7));
        assertEquals(1, client.doWork());
        assertSame(host.address(host.local()), clientSees.arrivals.get(0).from());
    }

    @Test
    void shouldLoseAboutAsManyAsAskedAndTheSameOnesEachTime() throws Exception {
        System.out.println("seed " + SEED);
        List<Integer> first = survivors();
        List<Integer> second = survivors();
        assertEquals(first, second);
        // 10,000 at 5 %: a standard deviation is 22.
        assertTrue(Math.abs(10_000 - first.size() - 500) < 110, "lost " + (10_000 - first.size()));
    }

    private List<Integer> survivors() throws Exception {
        LoopbackTransport lossy = new LoopbackTransport(SEED, Impairment.NONE.loss(5));
        RecordingContext sees = new RecordingContext(() -> nowNanos);
        Carrier host = lossy.open(new CarrierSpec(LoopbackTransport.socket(4000), null), sees);
        Carrier client = lossy.open(new CarrierSpec(LoopbackTransport.socket(4001), null), clientSees);
        long before = clientSees.find("loopback.sent.lost");
        sendNumbers(client, host, 10_000);
        drain(host);
        assertEquals(10_000 - sees.arrivals.size(), clientSees.find("loopback.sent.lost") - before);
        return arrived(sees);
    }

    @Test
    void shouldLoseNoOthersWhenJitterIsAdded() {
        Link plain = new Link(SEED);
        Link jittery = new Link(SEED);
        Impairment loss = Impairment.NONE.loss(20);
        Impairment both = loss.delay(0, MILLI).reorder(5, MILLI);
        for (int i = 0; i < 1000; i++) {
            assertEquals(plain.dueNanos(loss, 100, 0) == Link.LOST, jittery.dueNanos(both, 100, 0) == Link.LOST);
        }
    }

    @Test
    void shouldDeliverAfterTheDelayAndNotBefore() throws Exception {
        Carrier host = open(4000, null, hostSees);
        Carrier client = open(0, host.local(), clientSees);
        network.impair(Impairment.NONE.delay(20 * MILLI, 0));
        sendNumbers(client, host, 1);
        nowNanos += 20 * MILLI - 1;
        assertEquals(0, host.doWork());
        nowNanos += 1;
        assertEquals(1, host.doWork());
        assertEquals(nowNanos, hostSees.arrivals.get(0).nanos());
    }

    @Test
    void shouldKeepTheOrderUnderJitterAndStayWithinIt() throws Exception {
        Carrier host = open(4000, null, hostSees);
        Carrier client = open(0, host.local(), clientSees);
        network.impair(Impairment.NONE.delay(10 * MILLI, 4 * MILLI));
        for (int i = 0; i < 200; i++) {
            client.send(client.address(host.local()), numbered(i).putLong(8, nowNanos));
            nowNanos += MILLI;
            host.doWork();
        }
        nowNanos += 14 * MILLI;
        drain(host);
        assertEquals(numbers(200), arrived(hostSees));
        for (RecordingContext.Arrival arrival : hostSees.arrivals.subList(0, 150)) {
            long delay = arrival.nanos() - ByteBuffer.wrap(arrival.bytes()).getLong(8);
            assertTrue(delay >= 10 * MILLI && delay <= 15 * MILLI, "delay " + delay);
        }
    }

    @Test
    void shouldLetLaterDatagramsOvertakeHeldBackOnes() throws Exception {
        Carrier host = open(4000, null, hostSees);
        Carrier client = open(0, host.local(), clientSees);
        network.impair(Impairment.NONE.reorder(10, 3 * MILLI));
        for (int i = 0; i < 1000; i++) {
            client.send(client.address(host.local()), numbered(i));
            nowNanos += MILLI;
            host.doWork();
        }
        nowNanos += 3 * MILLI;
        drain(host);
        List<Integer> seen = arrived(hostSees);
        long overtaken = IntStream.range(1, 1000)
                .filter(i -> seen.get(i) < seen.get(i - 1))
                .count();
        assertTrue(overtaken > 60 && overtaken < 140, "overtaken " + overtaken);
        assertEquals(numbers(1000), seen.stream().sorted().collect(Collectors.toList()));
    }

    @Test
    void shouldDoubleAboutAsManyAsAsked() throws Exception {
        Carrier host = open(4000, null, hostSees);
        Carrier client = open(0, host.local(), clientSees);
        network.impair(Impairment.NONE.duplicates(10));
        sendNumbers(client, host, 2000);
        drain(host);
        int twice = hostSees.arrivals.size() - 2000;
        assertTrue(twice > 140 && twice < 260, "doubled " + twice);
    }

    @Test
    void shouldSpreadABurstByTheRateAndLoseWhatWaitsTooLong() throws Exception {
        Carrier host = open(4000, null, hostSees);
        Carrier client = open(0, host.local(), clientSees);
        // 1000 bytes at 8000 kbit/s take 1 ms each.
        network.impair(Impairment.NONE.rate(8000, 10 * MILLI));
        ByteBuffer datagram = ByteBuffer.allocateDirect(1000);
        for (int i = 0; i < 20; i++) {
            assertEquals(Offer.ACCEPTED, client.send(client.address(host.local()), datagram));
        }
        for (int i = 1; i <= 11; i++) {
            nowNanos += MILLI - 1;
            assertEquals(0, host.doWork());
            nowNanos += 1;
            assertEquals(1, host.doWork());
        }
        nowNanos += 100 * MILLI;
        assertEquals(0, host.doWork());
        assertEquals(9, clientSees.find("loopback.sent.lost"));
    }

    @Test
    void shouldNotDisturbTheSenderWhenNobodyListens() throws Exception {
        Carrier client = open(0, null, clientSees);
        assertEquals(Offer.ACCEPTED, client.send(client.address(LoopbackTransport.socket(9)), numbered(1)));
        assertEquals(1, clientSees.find("loopback.sent.nobody"));
    }

    @Test
    void shouldTakeNothingFromOthersThanThePeer() throws Exception {
        Carrier host = open(4000, null, hostSees);
        Carrier client = open(0, host.local(), clientSees);
        Carrier stranger = open(0, null, new RecordingContext(() -> nowNanos));
        stranger.send(stranger.address(client.local()), numbered(1));
        assertEquals(0, client.doWork());
        assertEquals(Offer.DROPPED, client.send(client.address(stranger.local()), numbered(1)));
    }

    @Test
    void shouldRefuseAPortInUseAndGiveItAwayAfterClose() throws Exception {
        Carrier host = open(4000, null, hostSees);
        CannotOpenException problem = assertThrows(CannotOpenException.class, () -> open(4000, null, clientSees));
        assertEquals(CannotOpenException.Reason.BUSY, problem.reason());
        assertTrue(problem.what().contains("4000"), problem.what());
        host.close();
        host.close();
        assertEquals(Offer.CLOSED, host.send(host.address(host.local()), numbered(1)));
        open(4000, null, clientSees).close();
    }

    @Test
    void shouldRefuseWhatIsEmptyOrTooLargeAndCarryTheLargest() throws Exception {
        Carrier host = open(4000, null, hostSees);
        Carrier client = open(0, host.local(), clientSees);
        int largest = network.traits().largestDatagramBytes();
        assertEquals(Offer.DROPPED, client.send(client.address(host.local()), ByteBuffer.allocateDirect(0)));
        assertEquals(Offer.DROPPED, client.send(client.address(host.local()), ByteBuffer.allocateDirect(largest + 1)));
        assertEquals(Offer.ACCEPTED, client.send(client.address(host.local()), ByteBuffer.allocateDirect(largest)));
        drain(host);
        assertEquals(largest, hostSees.arrivals.get(0).bytes().length);
    }

    @Test
    void shouldDropWhenTheReceiverNeverReads() throws Exception {
        Carrier host = open(4000, null, hostSees);
        Carrier client = open(0, host.local(), clientSees);
        ByteBuffer datagram = ByteBuffer.allocateDirect(60_000);
        int taken = 0;
        while (client.send(client.address(host.local()), datagram) == Offer.ACCEPTED) {
            taken++;
        }
        assertTrue(taken > 100 && taken < 1000, "took " + taken);
        host.close();
    }

    @Test
    void shouldBringOutWhatIsUnderWayWhenDraining() throws Exception {
        Carrier host = open(4000, null, hostSees);
        Carrier client = open(0, host.local(), clientSees);
        network.impair(Impairment.NONE.delay(MILLI, 0));
        sendNumbers(client, host, 3);
        host.beginDrain();
        assertEquals(Offer.CLOSED, host.send(host.address(client.local()), numbered(1)));
        assertTrue(!host.drained());
        nowNanos += MILLI;
        host.doWork();
        assertTrue(host.drained());
        assertEquals(3, hostSees.arrivals.size());
    }

    @Test
    void shouldWaitUntilTheNextIsDueOrSomebodyWakes() throws Exception {
        RecordingContext sees = new RecordingContext(System::nanoTime);
        Carrier host = open(4000, null, sees);
        Carrier client = open(0, host.local(), new RecordingContext(System::nanoTime));
        network.impair(Impairment.NONE.delay(5 * MILLI, 0));
        sendNumbers(client, host, 1);
        host.await(TimeUnit.MINUTES.toNanos(10));
        assertEquals(1, host.doWork());
        host.await(MILLI);
        host.wake();
        host.await(TimeUnit.MINUTES.toNanos(10));
        Thread sender = new Thread(() -> sendNumbers(client, host, 1));
        sender.start();
        while (host.doWork() == 0) {
            host.await(TimeUnit.MINUTES.toNanos(10));
        }
        sender.join();
    }

    @Test
    void shouldAllocateNothingInTheSteadyState() throws Exception {
        hostSees.sink((from, datagram, nanos) -> {});
        Carrier host = open(4000, null, hostSees);
        Carrier client = open(0, host.local(), clientSees);
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        ByteBuffer datagram = numbered(1);
        var to = client.address(host.local());
        long bytes = 0;
        for (int round = 0; round < 2; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 20_000; i++) {
                client.send(to, datagram);
                host.doWork();
            }
            bytes = threads.getCurrentThreadAllocatedBytes() - before;
        }
        assertTrue(bytes < 20_000, bytes / 20_000.0 + " bytes per datagram");
    }

    private Carrier open(int port, @Nullable InetSocketAddress peer, RecordingContext context)
            throws CannotOpenException {
        return network.open(new CarrierSpec(LoopbackTransport.socket(port), peer), context);
    }

    private void sendNumbers(Carrier from, Carrier to, int count) {
        for (int i = 0; i < count; i++) {
            assertEquals(Offer.ACCEPTED, from.send(from.address(to.local()), numbered(i)));
        }
    }

    private static void drain(Carrier carrier) {
        while (carrier.doWork() > 0) {
            Thread.onSpinWait();
        }
    }

    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().collect(Collectors.toList());
    }

    private static List<Integer> arrived(RecordingContext context) {
        return context.arrivals.stream()
                .map(arrival -> ByteBuffer.wrap(arrival.bytes()).getInt())
                .collect(Collectors.toList());
    }

    private static ByteBuffer numbered(int number) {
        return ByteBuffer.allocateDirect(16).putInt(0, number);
    }
}
