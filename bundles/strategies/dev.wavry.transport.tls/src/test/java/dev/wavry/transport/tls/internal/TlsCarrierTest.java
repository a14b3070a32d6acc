package dev.wavry.transport.tls.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.media.Offer;
import dev.wavry.spi.transport.Carrier;
import dev.wavry.spi.transport.CarrierSpec;
import dev.wavry.spi.transport.PathAddress;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TlsCarrierTest {
    private static final long DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final Limits USUAL = new Limits(64, 16, 5 * SECOND, 20 * SECOND, 65_536, 262_144);
    private static final Limits IMPATIENT = new Limits(64, 16, SECOND / 5, 20 * SECOND, 65_536, 262_144);

    private final RecordingContext hostSees = new RecordingContext();
    private final RecordingContext clientSees = new RecordingContext();
    private final List<Carrier> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(Carrier::close);
        assertEquals(List.of(), hostSees.failures);
        assertEquals(List.of(), clientSees.failures);
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private Carrier open(Limits limits, InetSocketAddress bind, InetSocketAddress peer, RecordingContext context)
            throws CannotOpenException {
        Carrier carrier = new TlsTransport(limits).open(new CarrierSpec(bind, peer), context);
        opened.add(carrier);
        return carrier;
    }

    private Carrier host(Limits limits) throws CannotOpenException {
        return open(limits, loopback(0), null, hostSees);
    }

    private Carrier client(Carrier host) throws CannotOpenException {
        return open(USUAL, loopback(0), host.local(), clientSees);
    }

    private static ByteBuffer numbered(int number, int bytes) {
        ByteBuffer datagram = ByteBuffer.allocateDirect(bytes);
        datagram.putInt(0, number);
        return datagram;
    }

    private static void send(Carrier from, PathAddress to, ByteBuffer datagram) {
        assertEquals(Offer.ACCEPTED, from.send(to, datagram));
        from.flush();
    }

    private void pump(BooleanSupplier until) {
        long deadline = System.nanoTime() + DEADLINE_NANOS;
        while (!until.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "never happened; host " + hostSees + ", client " + clientSees);
            int done = 0;
            for (Carrier carrier : opened) {
                done += carrier.doWork();
            }
            if (done == 0) {
                opened.get(0).await(1_000_000);
            }
        }
    }

    @Test
    void shouldCarryDatagramsOfEverySizeBothWaysInOrder() throws Exception {
        Carrier host = host(USUAL);
        Carrier client = client(host);
        PathAddress there = client.address(host.local());
        int[] sizes = {4, 5, 100, 1200, 8192, FrameReader.LARGEST_BYTES};
        for (int i = 0; i < 300; i++) {
            int number = i;
            pump(() -> client.takes(there));
            send(client, there, numbered(number, sizes[i % sizes.length]));
        }
        pump(() -> hostSees.arrivals.size() == 300);
        for (int i = 0; i < 300; i++) {
            byte[] bytes = hostSees.arrivals.get(i).bytes();
            assertEquals(sizes[i % sizes.length], bytes.length);
            assertEquals(i, ByteBuffer.wrap(bytes).getInt());
        }
        PathAddress back = hostSees.arrivals.get(0).from();
        send(host, back, numbered(9, 1000));
        pump(() -> clientSees.arrivals.size() == 1);
        assertEquals(there, clientSees.arrivals.get(0).from());
        assertEquals(1, hostSees.count("tls.connections"));
    }

    @Test
    void shouldKeepDatagramsOfSeveralThreadsApart() throws Exception {
        Carrier host = host(USUAL);
        Carrier client = client(host);
        PathAddress there = client.address(host.local());
        send(client, there, numbered(0, 4));
        pump(() -> hostSees.arrivals.size() == 1);
        Thread[] threads = new Thread[4];
        for (int t = 0; t < threads.length; t++) {
            byte fill = (byte) (t + 1);
            threads[t] = new Thread(() -> {
                for (int i = 0; i < 100; i++) {
                    ByteBuffer datagram = ByteBuffer.allocateDirect(100 * fill);
                    while (datagram.hasRemaining()) {
                        datagram.put(fill);
                    }
                    while (!client.takes(there)) {
                        Thread.onSpinWait();
                    }
                    client.send(there, datagram.flip());
                    client.flush();
                }
            });
            threads[t].start();
        }
        pump(() -> hostSees.arrivals.size() == 401);
        for (int i = 1; i < 401; i++) {
            byte[] bytes = hostSees.arrivals.get(i).bytes();
            byte[] whole = new byte[100 * bytes[0]];
            java.util.Arrays.fill(whole, bytes[0]);
            assertArrayEquals(whole, bytes);
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    @Test
    void shouldAskSendersToWaitForAPeerThatDoesNotReadAndLoseNothing() throws Exception {
        Carrier host = host(USUAL);
        Carrier client = client(host);
        PathAddress there = client.address(host.local());
        send(client, there, numbered(0, 4));
        pump(() -> hostSees.arrivals.size() == 1);
        int sent = 1;
        long deadline = System.nanoTime() + DEADLINE_NANOS;
        while (client.takes(there)) {
            assertTrue(System.nanoTime() < deadline, "there is no end of what it takes");
            send(client, there, numbered(sent++, 10_000));
        }
        int all = sent;
        pump(() -> hostSees.arrivals.size() == all);
        assertTrue(client.takes(there));
        for (int i = 0; i < all; i++) {
            assertEquals(i, ByteBuffer.wrap(hostSees.arrivals.get(i).bytes()).getInt());
        }
        assertEquals(0, clientSees.count("tls.sent.full"));
    }

    @Test
    void shouldConnectAgainByItselfWhenTheHostIsBack() throws Exception {
        Carrier host = host(USUAL);
        Carrier client = client(host);
        PathAddress there = client.address(host.local());
        send(client, there, numbered(1, 100));
        pump(() -> hostSees.arrivals.size() == 1);
        InetSocketAddress place = host.local();
        host.close();
        opened.remove(host);
        RecordingContext backSees = new RecordingContext();
        open(USUAL, place, null, backSees);
        pump(() -> {
            client.send(there, numbered(2, 100));
            client.flush();
            return !backSees.arrivals.isEmpty();
        });
        assertEquals(2, ByteBuffer.wrap(backSees.arrivals.get(0).bytes()).getInt());
    }

    @Test
    void shouldLetAnotherListenAtTheSameAddressAndKeepItsConnections() throws Exception {
        Carrier host = host(USUAL);
        Carrier client = client(host);
        PathAddress there = client.address(host.local());
        send(client, there, numbered(1, 100));
        pump(() -> hostSees.arrivals.size() == 1);
        assertTrue(host.share(true));
        RecordingContext nextSees = new RecordingContext();
        Carrier next = new TlsTransport(USUAL).open(new CarrierSpec(host.local(), null, true), nextSees);
        opened.add(next);
        RecordingContext freshSees = new RecordingContext();
        Carrier fresh = open(USUAL, loopback(0), host.local(), freshSees);
        send(fresh, there, numbered(3, 100));
        pump(() -> nextSees.arrivals.size() == 1);
        send(client, there, numbered(2, 100));
        pump(() -> hostSees.arrivals.size() == 2);
        next.close();
        opened.remove(next);
        assertTrue(host.share(false));
        pump(() -> {
            fresh.send(there, numbered(4, 100));
            fresh.flush();
            return hostSees.arrivals.size() >= 3;
        });
    }

    @Test
    void shouldSayThatThePortIsInUse() throws Exception {
        Carrier host = host(USUAL);
        CannotOpenException e =
                assertThrows(CannotOpenException.class, () -> open(USUAL, host.local(), null, new RecordingContext()));
        assertEquals(CannotOpenException.Reason.BUSY, e.reason());
    }

    @Test
    void shouldCloseWhatIsNoTls() throws Exception {
        Carrier host = host(USUAL);
        try (Socket socket = new Socket(host.local().getAddress(), host.local().getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            out.flush();
            pump(() -> hostSees.count("tls.broken") == 1);
        }
        assertEquals(List.of(), hostSees.arrivals);
    }

    @Test
    void shouldCloseAHandshakeThatTakesTooLong() throws Exception {
        Carrier host = host(IMPATIENT);
        try (Socket socket = new Socket(host.local().getAddress(), host.local().getPort())) {
            socket.getOutputStream().write(0x16);
            pump(() -> hostSees.count("tls.slow") == 1);
            socket.setSoTimeout(10_000);
            assertTrue(ended(socket), "the socket is still open");
        }
    }

    private static boolean ended(Socket socket) {
        try {
            while (socket.getInputStream().read() >= 0) {
                // What TLS says before it ends.
            }
            return true;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void shouldTakeNoMoreThanItsShareFromOneAddress() throws Exception {
        Carrier host = host(new Limits(64, 3, 5 * SECOND, 20 * SECOND, 65_536, 262_144));
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            sockets.add(new Socket(host.local().getAddress(), host.local().getPort()));
        }
        pump(() -> hostSees.count("tls.refused") == 2);
        assertEquals(3, hostSees.count("tls.connections"));
        for (Socket socket : sockets) {
            socket.close();
        }
        pump(() -> hostSees.count("tls.broken") == 3);
    }

    @Test
    void shouldPushOutAStrangerForANewConnectionButNobodyWhoIsSentTo() throws Exception {
        Carrier host = host(new Limits(2, 16, 5 * SECOND, 20 * SECOND, 65_536, 262_144));
        Carrier client = client(host);
        PathAddress there = client.address(host.local());
        send(client, there, numbered(1, 100));
        pump(() -> hostSees.arrivals.size() == 1);
        PathAddress back = hostSees.arrivals.get(0).from();
        List<Socket> strangers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            send(host, back, numbered(i, 100));
            strangers.add(new Socket(host.local().getAddress(), host.local().getPort()));
            int seen = i + 2;
            pump(() -> hostSees.count("tls.connections") == seen);
        }
        assertEquals(3, hostSees.count("tls.broken"), "the strangers before the last");
        send(host, back, numbered(9, 100));
        pump(() -> clientSees.arrivals.size() == 5);
        for (Socket stranger : strangers) {
            stranger.close();
        }
    }

    @Test
    void shouldEndAPeerThatSpeaksTlsButNothingElse() throws Exception {
        Carrier host = host(USUAL);
        javax.net.ssl.SSLContext context = javax.net.ssl.SSLContext.getInstance("TLS");
        context.init(null, Engines.trustEverybody(), null);
        try (Socket socket = context.getSocketFactory()
                .createSocket(host.local().getAddress(), host.local().getPort())) {
            Thread shaking = new Thread(() -> {
                try {
                    ((javax.net.ssl.SSLSocket) socket).startHandshake();
                } catch (IOException e) {
                    // Either side may notice first.
                }
            });
            shaking.start();
            pump(() -> hostSees.count("tls.broken") == 1);
            shaking.join(10_000);
            assertFalse(shaking.isAlive());
        }
        assertEquals(List.of(), hostSees.arrivals);
    }
}
