package dev.wavry.spi.nat;

import dev.wavry.spi.lifecycle.StrategyContext;
import dev.wavry.spi.media.Offer;
import dev.wavry.spi.transport.PathAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;
import org.osgi.annotation.versioning.ProviderType;

/** What a gathering is given; any thread unless said otherwise. */
@ProviderType
public interface GatherContext extends StrategyContext {
    /** A candidate. Its address is either an internet address the far side may send to, or one of the strategy's own making. */
    void found(Candidate candidate);

    /** The carrier's own form of an internet address. */
    PathAddress address(InetSocketAddress socket);

    /** Sends from the carrier's own port; a direct buffer, copied before it returns. */
    Offer send(PathAddress to, ByteBuffer datagram);

    /**
     * What came through a server for the session; on RECEIVE, within {@link Gathering#arrived}.
     *
     * @param from an address of the strategy's own making, which {@link Gathering#send} understands
     * @param datagram writable, valid during the call only
     */
    void deliver(PathAddress from, ByteBuffer datagram, long arrivalNanos);

    /** Ed25519 signature by this end's identity; for proofs of who holds a lease, so the message begins with a label of its own. */
    byte[] sign(byte[] message);

    /** Chance, good enough for secrets. */
    RandomGenerator random();

    /** Has {@link Gathering#doWork} called at this time of the clock at the latest. */
    void callAt(long nanos);
}
