package dev.wavry.rift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.rift.SimulatedNetwork.Path;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How connections end, or never begin, and what both ends are told. */
@Timeout(30)
class CloseTest {
    private static final long MILLI = SimulatedNetwork.MILLI;

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.3})
    void shouldTellARefusedPeerWhy(double loss) {
        Ends ends = new Ends(
                301,
                Path.lossy(loss),
                RiftSettings.defaults(),
                RiftSettings.defaults(),
                peer -> "You are not on the list.");
        ends.net.run(3000 * MILLI);
        assertEquals(CloseReason.NOT_AUTHORIZED, ends.client.closed);
        assertEquals("You are not on the list.", ends.client.closedText);
        assertTrue(ends.client.closedByPeer);
        assertEquals(0, ends.client.established);
        assertEquals(0, ends.host.established);
        assertEquals(CloseReason.NOT_AUTHORIZED, ends.refusedReason);
        assertEquals(ends.clientIdentity.id(), ends.refusedPeer);
        assertEquals(CloseReason.NOT_AUTHORIZED, ends.net.host.closeReason());
        assertEquals(ConnectionState.CLOSED, ends.net.client.state());
        assertEquals(ConnectionState.CLOSED, ends.net.host.state());
        assertEquals(1, ends.net.server.forgetClosed());
        assertEquals(0, ends.net.server.connectionCount());
    }

    @Test
    void shouldNotGoOnWithAnotherHostThanExpected() {
        Ends ends = new Ends(302, Path.perfect());
        WavryId other = Identity.generate(Ends.seeded(77)).id();
        ends.net.client = RiftConnection.client(
                ends.clientIdentity, other, RiftSettings.defaults(), ends.client, Ends.seeded(78), ends.net.now);
        ends.net.run(1000 * MILLI);
        assertEquals(CloseReason.WRONG_HOST_KEY, ends.client.closed);
        assertTrue(ends.client.closedText.contains(ends.hostIdentity.id().toString()));
        assertTrue(ends.client.closedText.contains(other.toString()));
        assertFalse(ends.client.closedByPeer);
        assertEquals(ConnectionState.CLOSED, ends.net.client.state());
        assertEquals(CloseReason.WRONG_HOST_KEY, ends.refusedReason);
        assertEquals(CloseReason.WRONG_HOST_KEY, ends.net.host.closeReason());
        assertNull(ends.refusedPeer);
        assertEquals(SendResult.CLOSED, ends.net.client.sendInput(ByteBuffer.allocate(1), ends.net.now));
    }

    @Test
    void shouldGiveUpWhenNobodyAnswers() {
        Ends ends = new Ends(303, new Path(1, 0, 0, MILLI, 0));
        ends.net.run(5100 * MILLI);
        assertEquals(CloseReason.HANDSHAKE_TIMEOUT, ends.client.closed);
        assertEquals(1, ends.client.closedCalls);
        assertEquals(ConnectionState.CLOSED, ends.net.client.state());
        assertTrue(ends.net.datagrams < 12, ends.net.datagrams + " questions in 5 s");
    }

    @Test
    void shouldForgetAClientThatDoesNotFinish() {
        Ends ends = new Ends(304, Path.perfect());
        ends.net.tap = bytes -> {
            if (bytes[0] == (byte) 0xc8) {
                ends.net.path = new Path(1, 0, 0, MILLI, 0);
            }
        };
        ends.net.run(6000 * MILLI);
        assertEquals(CloseReason.HANDSHAKE_TIMEOUT, ends.net.host.closeReason());
        assertEquals(CloseReason.HANDSHAKE_TIMEOUT, ends.refusedReason);
        assertEquals(1, ends.net.server.forgetClosed());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.3})
    void shouldSayGoodbyeWithReasonAndText(double loss) {
        Ends ends = new Ends(305, Path.lossy(loss)).connected();
        ends.net.host.close(CloseReason.HOST_STOPPED, "Back at eight.", ends.net.hostNow());
        ends.net.run(700 * MILLI);
        assertEquals(CloseReason.HOST_STOPPED, ends.client.closed);
        assertEquals("Back at eight.", ends.client.closedText);
        assertTrue(ends.client.closedByPeer);
        assertFalse(ends.host.closedByPeer);
        assertEquals(1, ends.client.closedCalls);
        assertEquals(1, ends.host.closedCalls);
        assertEquals(ConnectionState.CLOSED, ends.net.client.state());
        assertEquals(ConnectionState.CLOSED, ends.net.host.state());
        assertEquals(Long.MAX_VALUE, ends.net.client.nextDeadlineNanos());
    }

    @Test
    void shouldDeclareASilentPeerGoneWithinTwoSeconds() {
        Ends ends = new Ends(306, Path.perfect()).connected();
        ends.net.run(700 * MILLI);
        ends.net.path = new Path(1, 0, 0, MILLI, 0);
        ends.net.run(900 * MILLI);
        assertEquals(0, ends.client.closedCalls);
        ends.net.run(610 * MILLI);
        assertEquals(CloseReason.PEER_GONE, ends.client.closed);
        assertEquals(CloseReason.PEER_GONE, ends.host.closed);
    }

    @Test
    void shouldSurviveAPauseOfTheNetworkShorterThanThat() {
        Ends ends = new Ends(307, Path.perfect()).connected();
        for (int i = 0; i < 5; i++) {
            ends.net.path = new Path(1, 0, 0, MILLI, 0);
            ends.net.client.sendInput(ByteBuffer.allocate(4), ends.net.now);
            ends.net.run(1200 * MILLI);
            ends.net.path = Path.perfect();
            ends.net.run(1500 * MILLI);
        }
        assertEquals(ConnectionState.ESTABLISHED, ends.net.client.state());
        assertEquals(ConnectionState.ESTABLISHED, ends.net.host.state());
        assertEquals(5, ends.host.inputs.size());
    }

    @Test
    void shouldProbeASilentPeerWhileSomethingIsExpected() {
        Ends ends = new Ends(308, Path.perfect()).connected();
        ends.net.run(2000 * MILLI);
        ends.net.path = new Path(1, 0, 0, MILLI, 0);
        ends.net.client.sendInput(ByteBuffer.allocate(4), ends.net.now);
        long before = ends.net.datagrams;
        ends.net.run(1000 * MILLI);
        assertTrue(ends.net.datagrams - before >= 6, ends.net.datagrams - before + " attempts in a second of silence");
    }

    @Test
    void shouldTellThatTheHostIsBusy() {
        Ends ends = new Ends(
                309,
                Path.perfect(),
                RiftSettings.defaults(),
                RiftSettings.defaults().withServerLimits(1, 1),
                null);
        ends.connected();
        Recorder second = new Recorder();
        ends.net.client = RiftConnection.client(
                ends.clientIdentity,
                ends.hostIdentity.id(),
                RiftSettings.defaults(),
                second,
                Ends.seeded(5),
                ends.net.now);
        ends.net.run(500 * MILLI);
        assertEquals(CloseReason.BUSY, second.closed);
        assertEquals(CloseReason.BUSY, ends.refusedReason);
    }

    @Test
    void shouldTellThatNoCipherIsCommon() {
        Ends ends = new Ends(
                310,
                Path.perfect(),
                RiftSettings.defaults().withSuites(Suite.AES_256_GCM),
                RiftSettings.defaults().withSuites(Suite.CHACHA20_POLY1305),
                null);
        ends.net.run(500 * MILLI);
        assertEquals(CloseReason.NO_COMMON_SUITE, ends.client.closed);
        assertEquals(CloseReason.NO_COMMON_SUITE, ends.refusedReason);
    }

    @Test
    void shouldLetThePolicyDecideWhenNoHostIsExpected() {
        Ends ends = new Ends(311, Path.perfect());
        WavryId[] met = new WavryId[1];
        PeerPolicy remembers = host -> {
            met[0] = host;
            return null;
        };
        ends.net.client = RiftConnection.client(
                ends.clientIdentity, remembers, RiftSettings.defaults(), ends.client, Ends.seeded(5), ends.net.now);
        ends.connected();
        assertEquals(ends.hostIdentity.id(), met[0]);
    }

    @Test
    void shouldUseTheSuiteBothAllow() {
        for (Suite suite : Suite.values()) {
            Ends ends = new Ends(
                    312,
                    Path.lossy(0.1),
                    RiftSettings.defaults(),
                    RiftSettings.defaults().withSuites(suite),
                    null);
            ends.connected();
            assertEquals(suite, ends.net.client.suite());
            ends.net.run(500 * MILLI);
            assertEquals(ConnectionState.ESTABLISHED, ends.net.client.state());
        }
    }
}
