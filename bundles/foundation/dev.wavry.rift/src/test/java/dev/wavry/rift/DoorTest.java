package dev.wavry.rift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.rift.SimulatedNetwork.Path;
import dev.wavry.spi.transport.PathAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What strangers can and cannot do to a host before anybody is proven. */
@Timeout(60)
class DoorTest {
    private static final long MILLI = 1_000_000L;
    private static final int HELLO = 0xc0;
    private static final int COOKIE = 0xe8;
    private static final RiftSettings ALWAYS_ASKS = RiftSettings.defaults().withHandshakeLimits(0, 50, 300);

    private final Random random = new Random(7);
    private final ByteBuffer answer = ByteBuffer.allocate(1200);

    private static Ends ends(long seed, RiftSettings forHost) {
        return new Ends(seed, Path.perfect(), RiftSettings.defaults(), forHost, null);
    }

    /** A well-formed first message that no client stands behind. */
    private static byte[] question(long seed) {
        RiftConnection stranger = RiftConnection.client(
                Identity.generate(Ends.seeded(seed)),
                peer -> null,
                RiftSettings.defaults(),
                new Recorder(),
                Ends.seeded(seed),
                0);
        ByteBuffer out = ByteBuffer.allocate(1200);
        stranger.poll(out, 0);
        return out.array();
    }

    private static byte[] changed(byte[] question, int salt) {
        byte[] other = question.clone();
        ByteBuffer.wrap(other).putLong(5, 1 + salt);
        return other;
    }

    private byte[] ask(Ends ends, byte[] question, PathAddress from) {
        answer.clear();
        RiftConnection made = ends.net.server.accept(ByteBuffer.wrap(question), from, ends.net.now, answer);
        if (made != null) {
            made.poll(answer, ends.net.now);
        }
        byte[] bytes = new byte[answer.position()];
        answer.get(0, bytes);
        return bytes;
    }

    /** The question again, with the cookie that was given out. */
    private static byte[] withCookie(byte[] question, byte[] asked) {
        int cookieAt = 5 + 8 + 1 + 2 + 1 + question[16] + 2;
        ByteBuffer out = ByteBuffer.allocate(1200);
        out.put(question, 0, cookieAt).put(asked, 9, asked.length - 9);
        out.put(question, cookieAt + 1, 32);
        return out.array();
    }

    @Test
    void shouldLetInAClientThatShowsTheCookieItWasAskedFor() {
        Ends ends = ends(1, ALWAYS_ASKS).connected();
        assertEquals(1, ends.net.server.count(DoorCounter.COOKIES_ASKED));
        assertEquals(1, ends.net.server.count(DoorCounter.HANDSHAKES));
    }

    @Test
    void shouldNotAskForCookiesWhileLittleHappens() {
        Ends ends = ends(2, RiftSettings.defaults()).connected();
        assertEquals(0, ends.net.server.count(DoorCounter.COOKIES_ASKED));
    }

    @Test
    void shouldLetInAClientThatLosesManyDatagramsWhileAskedForACookie() {
        for (int seed = 10; seed < 40; seed++) {
            Ends ends = new Ends(seed, Path.lossy(0.3), RiftSettings.defaults(), ALWAYS_ASKS, null);
            ends.net.run(5_000 * MILLI);
            assertTrue(ends.host.established == 1 || ends.client.closed == CloseReason.HANDSHAKE_TIMEOUT);
            assertTrue(ends.net.server.count(DoorCounter.COOKIES_ASKED) > 0);
        }
    }

    @Test
    void shouldTakeACookieOnlyForItsQuestionFromItsAddressAndInTime() {
        Ends ends = ends(3, ALWAYS_ASKS);
        byte[] question = question(3);
        PathAddress asker = SimulatedNetwork.address(9, 4000);
        byte[] asked = ask(ends, question, asker);
        assertEquals(COOKIE, asked[0] & 0xff);
        byte[] shown = withCookie(question, asked);
        assertEquals(COOKIE, ask(ends, shown, SimulatedNetwork.address(9, 4001))[0] & 0xff, "from another port");
        assertEquals(COOKIE, ask(ends, shown, SimulatedNetwork.address(10, 4000))[0] & 0xff, "from another address");
        assertEquals(COOKIE, ask(ends, changed(shown, 5), asker)[0] & 0xff, "for another question");
        for (int bit = 0; bit < 8 * 21; bit++) {
            byte[] forged = shown.clone();
            int at = 5 + 8 + 1 + 2 + 1 + question[16] + 2 + 1 + bit / 8;
            forged[at] ^= (byte) (1 << bit % 8);
            assertEquals(COOKIE, ask(ends, forged, asker)[0] & 0xff, "with bit " + bit + " changed");
        }
        assertEquals(0, ends.net.server.count(DoorCounter.HANDSHAKES));
        ends.net.now += 10_001 * MILLI;
        assertEquals(COOKIE, ask(ends, shown, asker)[0] & 0xff, "too late");
        ends.net.now -= 2 * MILLI;
        assertEquals(0xc8, ask(ends, shown, asker)[0] & 0xff);
    }

    @Test
    void shouldKnowCookiesAcrossAChangeOfKeysAndNoLonger() {
        Ends ends = ends(4, ALWAYS_ASKS);
        PathAddress asker = SimulatedNetwork.address(9, 4000);
        byte[] first = question(4);
        ask(ends, first, asker);
        ends.net.now += 55_000 * MILLI;
        byte[] shown = withCookie(first, ask(ends, first, asker));
        ends.net.now += 8_000 * MILLI;
        assertEquals(0xc8, ask(ends, shown, asker)[0] & 0xff);
        byte[] second = changed(first, 77);
        byte[] old = withCookie(second, ask(ends, second, asker));
        ends.net.now += 130_000 * MILLI;
        assertEquals(COOKIE, ask(ends, old, asker)[0] & 0xff);
    }

    @Test
    void shouldNeverSendAnAddressMoreThanItSent() {
        Ends ends = ends(5, RiftSettings.defaults().withServerLimits(16, 4));
        byte[] model = question(5);
        Map<PathAddress, long[]> bytes = new HashMap<>();
        ends.net.hostSent = (to, sent) -> bytes.computeIfAbsent(to, key -> new long[2])[1] += sent.length;
        for (int i = 0; i < 20_000; i++) {
            PathAddress from = SimulatedNetwork.address(random.nextInt(256), random.nextInt(3));
            byte[] question = changed(model, random.nextInt(300));
            switch (random.nextInt(6)) {
                case 0 -> question[14 + random.nextInt(60)] ^= (byte) (1 + random.nextInt(255));
                case 1 -> question = java.util.Arrays.copyOf(question, random.nextInt(1200));
                default -> {}
            }
            bytes.computeIfAbsent(from, key -> new long[2])[0] += question.length;
            ends.net.send(true, question, from);
            ends.net.run(MILLI / 4);
        }
        ends.net.run(6_000 * MILLI);
        bytes.forEach((address, counts) -> {
            if (!address.equals(ends.net.clientAddress)) {
                assertTrue(counts[1] <= counts[0], address + " got " + counts[1] + " for " + counts[0]);
            }
        });
        RiftServer server = ends.net.server;
        System.out.println(server.count(DoorCounter.UNPROVEN_BYTES_OUT) + " bytes out for "
                + server.count(DoorCounter.UNPROVEN_BYTES_IN) + " in");
        assertTrue(server.count(DoorCounter.COOKIES_ASKED) > 1000);
        assertTrue(server.count(DoorCounter.UNPROVEN_BYTES_OUT) < server.count(DoorCounter.UNPROVEN_BYTES_IN) / 2);
    }

    @Test
    void shouldLetInAHonestClientDuringAFloodFromManyAddresses() {
        int in = 0;
        for (int round = 0; round < 40; round++) {
            Ends ends = new Ends(100 + round, Path.lossy(0.02));
            byte[] model = question(6);
            for (int i = 0; i < 2_000; i++) {
                ends.net.server.accept(
                        ByteBuffer.wrap(changed(model, i)),
                        SimulatedNetwork.address(random.nextInt(256), random.nextInt(60_000)),
                        ends.net.now,
                        answer.clear());
            }
            for (int step = 0; step < 100 && ends.host.established == 0; step++) {
                for (int i = 0; i < 20; i++) {
                    ends.net.server.accept(
                            ByteBuffer.wrap(changed(model, 10_000 + 100 * step + i)),
                            SimulatedNetwork.address(random.nextInt(256), random.nextInt(60_000)),
                            ends.net.now,
                            answer.clear());
                }
                ends.net.run(10 * MILLI);
            }
            in += ends.host.established;
            assertTrue(ends.net.server.connectionCount() <= 64 + 1, "half-open is bounded");
        }
        assertEquals(40, in);
    }

    @Test
    void shouldBoundTheHandshakesOfANetworkThatShowsCookies() {
        Ends ends = ends(7, RiftSettings.defaults().withServerLimits(4096, 64).withHandshakeLimits(0, 10, 1000));
        byte[] model = question(7);
        for (int i = 0; i < 500; i++) {
            PathAddress from = SimulatedNetwork.address(i & 0xff, 4000);
            byte[] question = changed(model, i);
            ask(ends, withCookie(question, ask(ends, question, from)), from);
            ends.net.now += 2 * MILLI;
        }
        long handshakes = ends.net.server.count(DoorCounter.HANDSHAKES);
        assertTrue(handshakes >= 20 && handshakes <= 31, handshakes + " in one second");
        assertEquals(500 - handshakes, ends.net.server.count(DoorCounter.OVER_SOURCE_LIMIT));
    }

    @Test
    void shouldForgetHandshakesThatNobodyFinishes() {
        Ends ends = ends(8, RiftSettings.defaults());
        byte[] model = question(8);
        List<RiftConnection> made = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            RiftConnection connection = ends.net.server.accept(
                    ByteBuffer.wrap(changed(model, i)), SimulatedNetwork.address(3, i), ends.net.now, answer.clear());
            if (connection != null) {
                made.add(connection);
            }
        }
        assertEquals(32, made.size(), "half of the places");
        ends.net.now += 5_001 * MILLI;
        made.forEach(connection -> connection.onDeadline(ends.net.now));
        assertEquals(32, ends.net.server.forgetClosed());
        assertEquals(0, ends.net.server.connectionCount());
    }

    @Test
    void shouldNotAnswerARepeatedQuestionFromElsewhere() {
        Ends ends = ends(9, RiftSettings.defaults());
        byte[] question = question(9);
        assertEquals(0xc8, ask(ends, question, SimulatedNetwork.address(3, 1))[0] & 0xff);
        ByteBuffer datagram = ByteBuffer.wrap(question);
        RiftConnection known = ends.net.server.route(datagram);
        known.receive(datagram, SimulatedNetwork.address(4, 1), ends.net.now);
        assertTrue(!known.poll(answer.clear(), ends.net.now));
        known.receive(datagram, SimulatedNetwork.address(3, 1), ends.net.now);
        assertTrue(known.poll(answer.clear(), ends.net.now));
    }

    @Test
    void shouldLetNothingOfAnEarlierConnectionInAgain() {
        List<byte[]> recorded = new ArrayList<>();
        Ends ends = ends(20, RiftSettings.defaults());
        ends.net.tap = bytes -> recorded.add(bytes.clone());
        ends.connected();
        ends.net.client.sendInput(ByteBuffer.wrap(new byte[] {1, 2, 3}), ends.net.now);
        ends.net.run(50 * MILLI);
        assertEquals(1, ends.host.inputs.size());
        ends.net.client.close(CloseReason.NORMAL, "", ends.net.now);
        ends.net.run(1_000 * MILLI);
        ends.net.server.forgetClosed();
        assertEquals(0, ends.net.server.connectionCount());
        ends.net.tap = bytes -> {};
        ends.net.client = RiftConnection.client(
                ends.clientIdentity,
                ends.hostIdentity.id(),
                RiftSettings.defaults(),
                ends.client,
                Ends.seeded(21),
                ends.net.now);
        ends.net.run(200 * MILLI);
        assertEquals(2, ends.host.established);
        for (byte[] bytes : recorded) {
            ends.net.client.receive(ByteBuffer.wrap(bytes), ends.net.now);
            RiftConnection known = ends.net.server.route(ByteBuffer.wrap(bytes));
            if (known != null) {
                known.receive(ByteBuffer.wrap(bytes), ends.net.clientAddress, ends.net.now);
            } else {
                ask(ends, bytes, ends.net.clientAddress);
            }
            ends.net.run(MILLI);
        }
        ends.net.run(6_000 * MILLI);
        assertEquals(2, ends.host.established, "a replayed handshake is not finished by a replayed answer");
        assertEquals(1, ends.host.inputs.size(), "an old input is not done again");
        assertEquals(ConnectionState.ESTABLISHED, ends.net.client.state());
        assertNull(ends.net.client.closeReason());
        assertEquals(HELLO, recorded.get(0)[0] & 0xff);
    }
}
