package dev.wavry.spi.nat;

import dev.wavry.spi.lifecycle.AgentRole;
import dev.wavry.spi.lifecycle.Running;
import dev.wavry.spi.lifecycle.RunsOn;
import dev.wavry.spi.media.Offer;
import dev.wavry.spi.transport.PathAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** A running search; kept open while a path uses what it found, because that holds the mapping alive. {@link #doWork} runs on RECEIVE. */
@ConsumerType
public interface Gathering extends Running {
    /** True once nothing more will be found. */
    @RunsOn(AgentRole.RECEIVE)
    boolean complete();

    /** Why nothing was found, in words without a full stop; empty while it is not complete or if something was found. */
    @RunsOn(AgentRole.RECEIVE)
    Optional<String> refusal();

    /** A datagram that is no packet of a session. @return true if it was for this search, which ends its way */
    @RunsOn(AgentRole.RECEIVE)
    default boolean arrived(PathAddress from, ByteBuffer datagram, long arrivalNanos) {
        return false;
    }

    /** Sends to an address of the strategy's own making, as a carrier does. */
    @RunsOn({AgentRole.SEND, AgentRole.RECEIVE, AgentRole.CAPTURE, AgentRole.PRESENT})
    default Offer send(PathAddress to, ByteBuffer datagram) {
        return Offer.DROPPED;
    }

    /** The far side may come from this address, so a server that asks for permissions is told. */
    @RunsOn(AgentRole.RECEIVE)
    default void expect(InetSocketAddress remote) {}

    /** The same server with a newer secret. */
    @RunsOn(AgentRole.RECEIVE)
    default void refresh(NatServer server) {}
}
