package dev.wavry.relay.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.api.ErrorKind;
import dev.wavry.api.RelayRequest;
import dev.wavry.api.ServiceHandle;
import dev.wavry.api.WavryException;
import dev.wavry.reach.lease.Lease;
import dev.wavry.reach.relay.RelayWire;
import dev.wavry.rift.Identity;
import dev.wavry.rift.WavryId;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A relay on real sockets. */
@Timeout(30)
class RelayTest {
    private ServiceHandle relay;

    @BeforeEach
    void start() throws WavryException {
        relay = new RelayComponent().start(request());
    }

    private static RelayRequest request() {
        return new RelayRequest()
                .listen(new InetSocketAddress("127.0.0.1", 0))
                .issuer(Leases.GATEWAY.id().toString());
    }

    @AfterEach
    void stop() {
        relay.close();
    }

    private final class Peer implements AutoCloseable {
        private final Identity identity = Identity.generate(Leases.RANDOM);
        private final Lease lease;
        private DatagramSocket socket = socket();
        private long channel;

        Peer(String session, Lease.Side side) throws IOException {
            lease = Leases.lease(WavryId.parse(relay.id()), session, side, identity.id(), Instant.now(), 600);
            bind();
        }

        private DatagramSocket socket() throws IOException {
            DatagramSocket fresh = new DatagramSocket(0, InetAddress.getLoopbackAddress());
            fresh.setSoTimeout(5000);
            return fresh;
        }

        void bind() throws IOException {
            String token = Leases.token(lease);
            send(Leases.hello(token));
            send(Leases.prove(receive(), token, identity));
            byte[] bound = receive();
            assertEquals(RelayWire.BOUND, bound[0]);
            channel = ByteBuffer.wrap(bound).getLong(1);
        }

        void move() throws IOException {
            socket.close();
            socket = socket();
        }

        void send(byte[] message) throws IOException {
            socket.send(new DatagramPacket(message, message.length, relay.address()));
        }

        byte[] receive() throws IOException {
            DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
            socket.receive(packet);
            return Arrays.copyOf(packet.getData(), packet.getLength());
        }

        void data(int value, int length) throws IOException {
            ByteBuffer message = ByteBuffer.allocate(RelayWire.DATA_HEAD + length);
            message.put((byte) RelayWire.DATA).putLong(channel);
            Arrays.fill(message.array(), RelayWire.DATA_HEAD, message.capacity(), (byte) value);
            send(message.array());
        }

        byte[] payload() throws IOException {
            byte[] message = receive();
            assertEquals(RelayWire.DATA, message[0]);
            assertEquals(channel, ByteBuffer.wrap(message).getLong(1), "its own channel");
            return Arrays.copyOfRange(message, RelayWire.DATA_HEAD, message.length);
        }

        boolean silent() throws IOException {
            socket.setSoTimeout(200);
            try {
                receive();
                return false;
            } catch (SocketTimeoutException e) {
                return true;
            } finally {
                socket.setSoTimeout(5000);
            }
        }

        @Override
        public void close() {
            socket.close();
        }
    }

    private static byte[] of(int value, int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    @Test
    void shouldForwardBothWaysWhateverTheLengths() throws IOException {
        String session = Leases.session();
        try (Peer host = new Peer(session, Lease.Side.HOST);
                Peer client = new Peer(session, Lease.Side.CLIENT)) {
            int[] lengths = {1200, 1200, 1200, 17, 1200, 1, 900, 900, 1400};
            for (int i = 0; i < lengths.length; i++) {
                host.data(i, lengths[i]);
            }
            for (int i = 0; i < lengths.length; i++) {
                assertArrayEquals(of(i, lengths[i]), client.payload());
            }
            client.data(77, 30);
            assertArrayEquals(of(77, 30), host.payload());
        }
        assertEquals(10, relay.figures().get("relay.forwarded.datagrams"));
    }

    @Test
    void shouldNeverJoinTwoSessions() throws IOException {
        try (Peer host = new Peer(Leases.session(), Lease.Side.HOST);
                Peer client = new Peer(Leases.session(), Lease.Side.CLIENT)) {
            host.data(1, 100);
            assertTrue(client.silent());
        }
        assertEquals(1, relay.figures().get("relay.dropped.alone"));
    }

    @Test
    void shouldForwardNothingFromAnAddressThatWasNotProven() throws IOException {
        String session = Leases.session();
        try (Peer host = new Peer(session, Lease.Side.HOST);
                Peer client = new Peer(session, Lease.Side.CLIENT)) {
            host.move();
            host.data(1, 100);
            assertTrue(client.silent(), "a channel number alone is no ticket");
            client.data(2, 100);
            assertTrue(host.silent(), "and draws nothing to its sender");
            host.bind();
            host.data(3, 100);
            assertArrayEquals(of(3, 100), client.payload());
            client.data(4, 100);
            assertArrayEquals(of(4, 100), host.payload());
        }
    }

    @Test
    void shouldTellHealthAndFiguresAndThatItDrains() throws Exception {
        String session = Leases.session();
        try (Peer host = new Peer(session, Lease.Side.HOST)) {
            assertEquals("ok\n", get("/health").body());
            assertEquals(200, get("/ready").statusCode());
            assertTrue(get("/metrics").body().contains("wavry_relay_bound 1\n"));
            assertEquals(404, get("/else").statusCode());
            relay.drain();
            assertEquals(503, get("/ready").statusCode());
            host.data(1, 1);
        }
    }

    @Test
    void shouldBeDrainedOnceNobodyIsLeft() throws Exception {
        relay.drain().get(10, TimeUnit.SECONDS);
    }

    @Test
    void shouldSayWhatIsWrongWithARequest() {
        WavryException taken = assertThrows(
                WavryException.class, () -> new RelayComponent().start(request().listen(relay.address())));
        assertEquals(ErrorKind.ADDRESS_IN_USE, taken.kind());
        WavryException nobody =
                assertThrows(WavryException.class, () -> new RelayComponent().start(new RelayRequest()));
        assertEquals(ErrorKind.USAGE, nobody.kind());
    }

    private HttpResponse<String> get(String path) throws Exception {
        URI uri = new URI("http", null, "127.0.0.1", relay.status().getPort(), path, null, null);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
}
