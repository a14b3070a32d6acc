package dev.wavry.spi.transport;

import dev.wavry.spi.lifecycle.AgentRole;
import dev.wavry.spi.lifecycle.Awaitable;
import dev.wavry.spi.lifecycle.Running;
import dev.wavry.spi.lifecycle.RunsOn;
import dev.wavry.spi.media.Offer;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ConsumerType;

/** A running carrier; many paths may use one. {@link #doWork} reads arrivals, {@link #await} sleeps until there are some. */
@ConsumerType
public interface Carrier extends Running, Awaitable {
    /**
     * Sends position to limit of a direct buffer, copying what it needs before it returns. Several agents may call it at the
     * same time. DROPPED means the wire is full and nothing was queued; CLOSED means it will stay so.
     */
    @RunsOn({AgentRole.SEND, AgentRole.RECEIVE, AgentRole.CAPTURE, AgentRole.PRESENT})
    Offer send(PathAddress to, ByteBuffer datagram);

    /**
     * False while what was sent to this address still waits here, on a carrier that loses nothing: whoever holds back until it is
     * true again loses nothing and keeps the newest. Any thread.
     */
    default boolean takes(PathAddress to) {
        return true;
    }

    /** Ends a burst: what was sent since the last call leaves now, in one system call where that is possible. */
    @RunsOn({AgentRole.SEND, AgentRole.RECEIVE, AgentRole.CAPTURE, AgentRole.PRESENT})
    void flush();

    /**
     * Lets another carrier of the same kind be bound to the same address, so that it can take over without a moment in which nobody
     * listens; false takes that back. Any thread.
     *
     * @return false if that cannot be done here; the other carrier is then bound to another port
     */
    default boolean share(boolean allowed) {
        return false;
    }

    /** Where it is bound, with the real port; any thread. */
    InetSocketAddress local();

    /** The carrier's own form of an address; any thread. */
    PathAddress address(InetSocketAddress socket);
}
