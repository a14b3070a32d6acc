package dev.wavry.core.reach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.core.catalog.Provider;
import dev.wavry.core.fake.Eventually;
import dev.wavry.rift.Identity;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.media.Offer;
import dev.wavry.spi.nat.GatherSpec;
import dev.wavry.spi.nat.NatCost;
import dev.wavry.spi.nat.NatStrategy;
import dev.wavry.spi.transport.CarrierContext;
import dev.wavry.spi.transport.CarrierSpec;
import dev.wavry.spi.transport.DatagramSink;
import dev.wavry.spi.transport.PathAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Finding, losing and changing paths, on threads that run as they do in the product. */
@Timeout(30)
class ReachCarrierTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final InetSocketAddress HERE = new InetSocketAddress("192.0.2.1", 1000);
    private static final InetSocketAddress THERE = new InetSocketAddress("198.51.100.1", 2000);
    private static final InetSocketAddress NOBODY = new InetSocketAddress("203.0.113.9", 9);

    private final Switchboard network = new Switchboard();
    private final Side near = new Side(HERE, true);
    private final Side far = new Side(THERE, false);

    private final class Side {
        final ReachCarrier carrier;
        final ReachPeer peer;
        final Queue<String> arrived = new ConcurrentLinkedQueue<>();
        final Queue<PathAddress> from = new ConcurrentLinkedQueue<>();
        private final Thread thread;
        private volatile boolean over;

        Side(InetSocketAddress at, boolean chooses) {
            try {
                carrier = new ReachCarrier(network, at, Identity.generate(RANDOM), RANDOM, System::nanoTime);
                carrier.asTransport(network, null).open(new CarrierSpec(at, null), new Context());
            } catch (CannotOpenException e) {
                throw new IllegalStateException(e);
            }
            peer = carrier.peer(chooses, words -> {});
            thread = new Thread(this::run, "side " + at);
            thread.start();
        }

        private final class Context extends dev.wavry.core.slot.HandleContext implements CarrierContext {
            Context() {
                super(System::nanoTime, why -> {}, cause -> {});
            }

            @Override
            public DatagramSink sink() {
                return (where, datagram, nanos) -> {
                    byte[] bytes = new byte[datagram.remaining() - 1];
                    datagram.position(datagram.position() + 1).get(bytes);
                    from.add(where);
                    arrived.add(new String(bytes, java.nio.charset.StandardCharsets.UTF_8));
                };
            }
        }

        private void run() {
            while (!over) {
                if (carrier.doWork() == 0) {
                    carrier.await(20_000_000L);
                }
            }
        }

        void tunnelTo(InetSocketAddress other) {
            carrier.search(
                    List.of(new Provider<NatStrategy>(1, "tunnel", 0, "test", Switchboard.tunnel(other))),
                    new GatherSpec(carrier.local(), List.of(), false),
                    peer);
        }

        Offer say(String text) {
            byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
            ByteBuffer packet = ByteBuffer.allocateDirect(bytes.length + 1);
            return carrier.send(
                    peer.address(), packet.put((byte) 0xe0).put(bytes).flip());
        }

        void stop() {
            over = true;
            carrier.wake();
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            carrier.close();
        }
    }

    private void introduce() {
        near.peer.remote(far.peer.local());
        far.peer.remote(near.peer.local());
    }

    private void addresses() {
        near.peer.candidate(NatCost.DIRECT, THERE);
        far.peer.candidate(NatCost.DIRECT, HERE);
    }

    private void tunnels() {
        near.tunnelTo(THERE);
        far.tunnelTo(HERE);
    }

    private void onPath(String cost) {
        Eventually.that(
                "path " + cost,
                () -> near.peer.words().startsWith(cost),
                () -> near.peer.tried() + "; " + far.peer.tried());
    }

    @AfterEach
    void stop() {
        near.stop();
        far.stop();
    }

    @Test
    void shouldFindTheDirectPathAndCarryTheSessionOverIt() {
        introduce();
        addresses();
        onPath("DIRECT");
        assertEquals(Offer.ACCEPTED, near.say("hello"));
        Eventually.that("arrival", () -> far.arrived.contains("hello"));
        assertEquals(HERE, far.from.peek().socket());
    }

    @Test
    void shouldTakeThePeerThatAnswersAmongAddressesThatDoNot() {
        introduce();
        near.peer.candidate(NatCost.DIRECT, NOBODY);
        near.peer.candidate(NatCost.REFLEXIVE, THERE);
        onPath("REFLEXIVE");
    }

    @Test
    void shouldDropWhatIsSentBeforeThereIsAPath() {
        assertNull(near.peer.path());
        assertEquals(Offer.DROPPED, near.say("too early"));
    }

    @Test
    void shouldGoThroughTheTunnelWhereNothingElseWorks() {
        network.cut = true;
        introduce();
        addresses();
        tunnels();
        onPath("RELAYED");
        near.say("around");
        Eventually.that("arrival", () -> far.arrived.contains("around"));
    }

    @Test
    void shouldPreferTheDirectPathAlthoughTheTunnelAnswersToo() {
        introduce();
        tunnels();
        addresses();
        onPath("DIRECT");
    }

    @Test
    void shouldMoveToTheTunnelWhenTheDirectPathDiesAndBackWhenItLives() {
        introduce();
        addresses();
        tunnels();
        onPath("DIRECT");
        // The tunnel has to be known to work before it can be moved to without asking first.
        near.say("over the net");
        network.cut = true;
        onPath("RELAYED");
        near.say("around");
        Eventually.that("arrival", () -> far.arrived.contains("around"));
        network.cut = false;
        onPath("DIRECT");
        assertEquals(2, near.peer.changes());
    }

    @Test
    void shouldStayWhereItIsWhenBothWaysFallSilentAndGoOnWhenOneComesBack() {
        introduce();
        addresses();
        tunnels();
        onPath("DIRECT");
        network.cut = true;
        network.tunnelCut = true;
        Eventually.that("silence is noticed", () -> near.peer.suspects());
        network.tunnelCut = false;
        onPath("RELAYED");
    }

    @Test
    void shouldNotBelieveAPeerWithAnotherPassword() {
        near.peer.remote(new Credentials(far.peer.local().name(), "x".repeat(24)));
        far.peer.remote(near.peer.local());
        near.peer.candidate(NatCost.DIRECT, THERE);
        far.peer.candidate(NatCost.DIRECT, HERE);
        Eventually.that("checks were tried", () -> near.peer.tried().contains("silent"));
        assertNull(near.peer.path());
    }

    @Test
    void shouldNotSendToAddressesThatNoPeerCanHave() {
        assertFalse(near.carrier.sensible(new InetSocketAddress("127.0.0.1", 5)));
        assertFalse(near.carrier.sensible(new InetSocketAddress("0.0.0.0", 5)));
        assertFalse(near.carrier.sensible(new InetSocketAddress("224.0.0.1", 5)));
        assertFalse(near.carrier.sensible(new InetSocketAddress("192.0.2.7", 0)));
        assertTrue(near.carrier.sensible(THERE));
        assertNotNull(near.peer.local());
    }
}
