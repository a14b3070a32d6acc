package dev.wavry.relay.internal;

import static dev.wavry.relay.internal.Leases.GATEWAY;
import static dev.wavry.relay.internal.Leases.RANDOM;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.reach.lease.Lease;
import dev.wavry.reach.lease.LeaseToken;
import dev.wavry.reach.relay.RelayRefusal;
import dev.wavry.reach.relay.RelayWire;
import dev.wavry.reach.stun.StunAttribute;
import dev.wavry.reach.stun.StunMessage;
import dev.wavry.reach.stun.StunType;
import dev.wavry.reach.stun.StunWriter;
import dev.wavry.rift.Identity;
import dev.wavry.rift.WavryId;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who gets in, by messages and times that the test makes. */
@Timeout(20)
class DoorwayTest {
    private static final InetSocketAddress HERE = new InetSocketAddress("192.0.2.1", 40000);
    private static final InetSocketAddress THERE = new InetSocketAddress("198.51.100.9", 40000);
    private static final long SECOND = 1_000_000_000L;
    private static final Instant START = Instant.parse("2026-06-01T12:00:00Z");

    private final Identity relay = Identity.generate(RANDOM);
    private final Identity peer = Identity.generate(RANDOM);
    private final Figures figures = new Figures();
    private final Table table = new Table(2, 3, 60 * SECOND, RANDOM);
    private long now = 1;
    private final Doorway door = new Doorway(
            relay.id(),
            List.of(GATEWAY.id()),
            table,
            new Sources(1000, 0),
            new Cookies(RANDOM),
            () -> START.plusNanos(now),
            figures);

    private byte[] ask(byte[] message, InetSocketAddress from) {
        byte[] answer = door.answer(ByteBuffer.wrap(message), from, now);
        assertNotNull(answer, "no answer");
        assertTrue(answer.length <= message.length, "an answer of " + answer.length + " bytes to " + message.length);
        return answer;
    }

    private byte[] challenge(InetSocketAddress from) {
        byte[] challenge = ask(Leases.hello("x".repeat(100)), from);
        assertEquals(RelayWire.CHALLENGE, challenge[0]);
        return challenge;
    }

    private Lease lease(String session, Lease.Side side, WavryId holder) {
        return Leases.lease(relay.id(), session, side, holder, START, 900);
    }

    private byte[] enter(Lease lease, Identity holder, InetSocketAddress from) {
        return ask(Leases.prove(challenge(from), Leases.token(lease), holder), from);
    }

    private void assertRefused(RelayRefusal why, byte[] answer) {
        assertArrayEquals(new byte[] {RelayWire.REFUSED, (byte) why.ordinal()}, answer);
    }

    @Test
    void shouldLetTheHolderOfALeaseIn() {
        byte[] answer = enter(lease(Leases.session(), Lease.Side.HOST, peer.id()), peer, HERE);
        assertEquals(RelayWire.BOUND, answer[0]);
        Side side = table.find(ByteBuffer.wrap(answer).getLong(1));
        assertNotNull(side);
        assertEquals(HERE, side.where());
        assertEquals(900, ByteBuffer.wrap(answer).getInt(9), 1);
    }

    @Test
    void shouldRefuseAForgedLease() {
        Identity forger = Identity.generate(RANDOM);
        Lease own = new Lease(
                forger.id(),
                relay.id(),
                Leases.session(),
                Lease.Side.HOST,
                peer.id(),
                START,
                START.plusSeconds(900),
                1000);
        byte[] answer = ask(Leases.prove(challenge(HERE), LeaseToken.write(own, forger), peer), HERE);
        assertRefused(RelayRefusal.FORGED, answer);
    }

    @Test
    void shouldRefuseALeaseForAnotherRelay() {
        Lease foreign = Leases.lease(GATEWAY.id(), Leases.session(), Lease.Side.HOST, peer.id(), START, 900);
        assertRefused(RelayRefusal.FOREIGN, enter(foreign, peer, HERE));
    }

    @Test
    void shouldRefuseALeaseThatIsOverOrNotYetGood() {
        String session = Leases.session();
        Lease over = Leases.lease(relay.id(), session, Lease.Side.HOST, peer.id(), START.minusSeconds(901), 900);
        assertRefused(RelayRefusal.EXPIRED, enter(over, peer, HERE));
        Lease early = Leases.lease(relay.id(), session, Lease.Side.HOST, peer.id(), START.plusSeconds(90), 900);
        assertRefused(RelayRefusal.EARLY, enter(early, peer, HERE));
        Lease skewed = Leases.lease(relay.id(), session, Lease.Side.HOST, peer.id(), START.plusSeconds(30), 900);
        assertEquals(RelayWire.BOUND, enter(skewed, peer, HERE)[0], "clocks may differ a little");
    }

    @Test
    void shouldRefuseALeaseThatSomebodyElseHolds() {
        Identity thief = Identity.generate(RANDOM);
        assertRefused(RelayRefusal.NOT_HOLDER, enter(lease(Leases.session(), Lease.Side.HOST, peer.id()), thief, HERE));
    }

    @Test
    void shouldRefuseAReplayedProofFromElsewhereOrLater() {
        byte[] proof =
                Leases.prove(challenge(HERE), Leases.token(lease(Leases.session(), Lease.Side.HOST, peer.id())), peer);
        assertEquals(RelayWire.BOUND, ask(proof, HERE)[0]);
        assertRefused(RelayRefusal.STALE, ask(proof, THERE));
        now += 11 * SECOND;
        assertRefused(RelayRefusal.STALE, ask(proof, HERE));
    }

    @Test
    void shouldNotLetASecondKeyTakeASideOfASession() {
        String session = Leases.session();
        enter(lease(session, Lease.Side.HOST, peer.id()), peer, HERE);
        Identity second = Identity.generate(RANDOM);
        assertRefused(RelayRefusal.NOT_HOLDER, enter(lease(session, Lease.Side.HOST, second.id()), second, THERE));
    }

    @Test
    void shouldKeepTheChannelWhenALeaseIsRenewedOrItsHolderMoves() {
        String session = Leases.session();
        byte[] first = enter(lease(session, Lease.Side.HOST, peer.id()), peer, HERE);
        now += 600 * SECOND;
        Lease longer = Leases.lease(relay.id(), session, Lease.Side.HOST, peer.id(), START.plusSeconds(600), 900);
        byte[] second = enter(longer, peer, THERE);
        assertEquals(ByteBuffer.wrap(first).getLong(1), ByteBuffer.wrap(second).getLong(1));
        assertEquals(900, ByteBuffer.wrap(second).getInt(9), 1);
        Side side = table.find(ByteBuffer.wrap(first).getLong(1));
        assertNotNull(side);
        assertEquals(THERE, side.where());
    }

    @Test
    void shouldForgetWhoIsSilentAndWhoseLeaseIsOver() {
        enter(lease(Leases.session(), Lease.Side.HOST, peer.id()), peer, HERE);
        assertEquals(0, table.tidy(now + 59 * SECOND));
        assertEquals(1, table.tidy(now + 61 * SECOND));
        assertEquals(0, table.sessions());
    }

    @Test
    void shouldRefuseWhenFullAndTakeNobodyNewWhileDraining() {
        String kept = Leases.session();
        enter(lease(kept, Lease.Side.HOST, peer.id()), peer, HERE);
        String second = Leases.session();
        enter(lease(second, Lease.Side.HOST, peer.id()), peer, HERE);
        assertRefused(RelayRefusal.FULL, enter(lease(Leases.session(), Lease.Side.HOST, peer.id()), peer, HERE));
        table.drain();
        assertRefused(RelayRefusal.DRAINING, enter(lease(Leases.session(), Lease.Side.HOST, peer.id()), peer, HERE));
        assertEquals(
                RelayWire.BOUND,
                enter(lease(kept, Lease.Side.CLIENT, peer.id()), peer, HERE)[0],
                "the other side of a session that is there");
        assertRefused(RelayRefusal.FULL, enter(lease(second, Lease.Side.CLIENT, peer.id()), peer, HERE));
    }

    @Test
    void shouldAnswerAPingWhereTheSideIsAndChallengeItElsewhere() {
        byte[] bound = enter(lease(Leases.session(), Lease.Side.HOST, peer.id()), peer, HERE);
        byte[] ping = new byte[RelayWire.PING_BYTES];
        ping[0] = RelayWire.PING;
        System.arraycopy(bound, 1, ping, 1, 8);
        assertEquals(RelayWire.PONG, ask(ping, HERE)[0]);
        assertEquals(RelayWire.CHALLENGE, ask(ping, THERE)[0]);
        Side side = table.find(ByteBuffer.wrap(bound).getLong(1));
        assertNotNull(side);
        assertEquals(HERE, side.where(), "a datagram alone moves nobody");
    }

    @Test
    void shouldTellAnAddressToWhomAsksWithEnoughBytes() {
        byte[] padded = new StunWriter(StunType.BINDING, new byte[12])
                .put(StunAttribute.SOFTWARE, "wavry, and room for the answer")
                .fingerprinted();
        StunMessage answer = StunMessage.read(ByteBuffer.wrap(ask(padded, HERE)));
        assertNotNull(answer);
        assertEquals(HERE, answer.address(StunAttribute.XOR_MAPPED_ADDRESS));
        byte[] bare = new StunWriter(StunType.BINDING, new byte[12]).plain();
        assertNull(door.answer(ByteBuffer.wrap(bare), HERE, now), "the answer would be longer than the question");
    }

    @Test
    void shouldAnswerOneNetworkOnlySoOften() {
        Doorway strict = new Doorway(
                relay.id(),
                List.of(GATEWAY.id()),
                table,
                new Sources(5, now),
                new Cookies(RANDOM),
                () -> START,
                figures);
        int answered = 0;
        for (int i = 0; i < 100; i++) {
            InetSocketAddress from = new InetSocketAddress("192.0.2." + i, 1000 + i);
            answered += strict.answer(ByteBuffer.wrap(Leases.hello("x".repeat(100))), from, now) == null ? 0 : 1;
        }
        assertEquals(5, answered);
        assertNotNull(strict.answer(ByteBuffer.wrap(Leases.hello("x".repeat(100))), THERE, now));
    }

    @Test
    void shouldNeitherFailNorAmplifyOnGarbage() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] garbage = new byte[1 + random.nextInt(600)];
            random.nextBytes(garbage);
            garbage[0] = (byte) (random.nextBoolean() ? 0x50 + random.nextInt(8) : garbage[0]);
            byte[] answer = door.answer(ByteBuffer.wrap(garbage), HERE, now);
            assertTrue(answer == null || answer.length <= garbage.length, "seed " + seed);
        }
        assertEquals(0, table.sides(), "seed " + seed);
    }
}
